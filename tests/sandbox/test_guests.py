"""What a guest does, and what the hotel hears of it."""

from .cast import Hotel, until


def data(news: dict) -> dict:
    return news["messageData"]


def test_a_guests_words_reach_the_hotel(hotel: Hotel) -> None:
    chat = hotel.guest("Анна")
    line = hotel.act(chat, text="Привет")
    (news,) = hotel.news(1)
    assert news["idMessage"] == line["id"]
    assert news["senderData"]["senderName"] == "Анна"
    assert data(news)["textMessageData"]["textMessage"] == "Привет"


def test_a_link_arrives_as_extended_text(hotel: Hotel) -> None:
    hotel.act(hotel.guest(), text="see https://example.com")
    assert data(hotel.news(1)[0])["typeMessage"] == "extendedTextMessage"


def test_a_quoted_reply_names_what_it_answers(hotel: Hotel) -> None:
    chat = hotel.guest()
    first = hotel.act(chat, text="One")["id"]
    hotel.act(chat, text="Two", quote=first)
    answer = data(hotel.news(2)[1])
    assert answer["typeMessage"] == "quotedMessage"
    assert answer["extendedTextMessageData"]["text"] == "Two"
    assert answer["quotedMessage"]["stanzaId"] == first
    assert answer["quotedMessage"]["textMessage"] == "One"


def test_files_carry_a_link_that_works(hotel: Hotel) -> None:
    chat = hotel.guest()
    types = {"image": "image/png", "voice": "audio/wav", "document": "text/plain"}
    for kind, mime in types.items():
        line = hotel.act(chat, kind=kind)
        file = data(hotel.news(1)[0])["fileMessageData"]
        assert file["mimeType"] == mime
        assert hotel.http.get(file["downloadUrl"]).status_code == 200
        again = hotel.ask("downloadFile", {"chatId": chat, "idMessage": line["id"]}).json()
        assert again["downloadUrl"] == file["downloadUrl"]


def test_an_uploaded_photo_is_the_one_that_arrives(hotel: Hotel) -> None:
    path = f"{hotel.control}/files?name=view.jpg"
    kept = hotel.http.post(path, content=b"jpeg", headers={"Content-Type": "image/jpeg"}).json()
    hotel.act(hotel.guest(), kind=kept["kind"], file=kept["id"], text="Look")
    file = data(hotel.news(1)[0])["fileMessageData"]
    assert (file["fileName"], file["caption"]) == ("view.jpg", "Look")
    assert hotel.http.get(file["downloadUrl"]).content == b"jpeg"


def test_reactions_edits_and_deletions_point_at_their_message(hotel: Hotel) -> None:
    chat = hotel.guest()
    first = hotel.act(chat, text="One")["id"]
    hotel.act(chat, kind="reaction", of=first, text="👍")
    hotel.act(chat, kind="edit", of=first, text="Won")
    hotel.act(chat, kind="delete", of=first)
    _, reaction, edit, deletion = (data(one) for one in hotel.news(4))
    assert reaction["quotedMessage"]["stanzaId"] == first
    assert reaction["extendedTextMessageData"]["text"] == "👍"
    assert edit["editedMessageData"] == {"textMessage": "Won", "stanzaId": first}
    assert deletion["deletedMessageData"] == {"stanzaId": first}
    assert [line["deleted"] for line in hotel.lines(chat)] == [True]


def test_a_vote_names_every_option_and_its_voters(hotel: Hotel) -> None:
    chat = hotel.guest()
    options = [{"optionName": "Tea"}, {"optionName": "Coffee"}]
    poll = hotel.ask("sendPoll", {"chatId": chat, "message": "What?", "options": options}).json()
    hotel.news(3)
    hotel.act(chat, kind="vote", of=poll["idMessage"], chosen=["Tea"])
    votes = data(hotel.news(1)[0])["pollMessageData"]["votes"]
    assert votes == [
        {"optionName": "Tea", "optionVoters": [chat]},
        {"optionName": "Coffee", "optionVoters": []},
    ]


def test_a_tapped_button_arrives_in_either_of_its_two_shapes(hotel: Hotel) -> None:
    chat = hotel.guest()
    body = {"chatId": chat, "body": "Taxi?", "buttons": [{"buttonId": "7", "buttonText": "Yes"}]}
    for reply_type, key in {
        "templateButtonsReplyMessage": "templateButtonReplyMessage",
        "interactiveButtonsResponse": "interactiveButtonsResponse",
    }.items():
        hotel.change(manners={"button_reply": reply_type})
        sent = hotel.ask("sendInteractiveButtonsReply", body).json()["idMessage"]
        hotel.news(3)
        hotel.act(chat, kind="button", of=sent, button_id="7")
        tapped = data(hotel.news(1)[0])
        assert (tapped["typeMessage"], tapped[key]["selectedId"]) == (reply_type, "7")


def test_a_call_is_offered_and_then_missed(hotel: Hotel) -> None:
    hotel.act(hotel.guest(), kind="call")
    assert [one["status"] for one in hotel.news(2)] == ["offer", "missed"]


def test_a_message_that_cannot_be_decrypted_is_a_placeholder(hotel: Hotel) -> None:
    hotel.act(hotel.guest(), kind="undecrypted")
    assert data(hotel.news(1)[0])["textMessageData"]["textMessage"] == "{{SWE001}}"


def test_staff_at_the_handset_are_heard_too(hotel: Hotel) -> None:
    chat = hotel.guest()
    hotel.http.post(f"{hotel.control}/staff/{chat}/messages", json={"text": "I am here"})
    news = hotel.news(1)[0]
    assert news["typeWebhook"] == "outgoingMessageReceived"
    assert news["senderData"]["chatId"] == chat
    (item,) = hotel.ask("lastOutgoingMessages").json()
    assert item["sendByApi"] is False


def test_nothing_is_said_of_what_is_switched_off(hotel: Hotel) -> None:
    hotel.change(settings={"incomingWebhook": "no", "outgoingWebhook": "no"})
    chat = hotel.guest()
    hotel.act(chat, text="Unheard")
    hotel.send(chat, "Heard")
    assert hotel.news(1)[0]["typeWebhook"] == "outgoingAPIMessageReceived"
    assert hotel.receive() is None


def test_journals_hold_both_directions_flat(hotel: Hotel) -> None:
    chat = hotel.guest("Anna")
    hotel.act(chat, text="Question")
    hotel.send(chat, "Answer")
    (outgoing,) = until(lambda: hotel.ask("lastOutgoingMessages").json())
    (incoming,) = hotel.ask("lastIncomingMessages").json()
    assert (incoming["textMessage"], incoming["senderId"]) == ("Question", chat)
    assert (outgoing["textMessage"], outgoing["sendByApi"]) == ("Answer", True)
    history = hotel.ask("getChatHistory", {"chatId": chat, "count": 10}).json()
    assert [item["type"] for item in history] == ["outgoing", "incoming"]
    where = {"chatId": chat, "idMessage": incoming["idMessage"]}
    assert hotel.ask("getMessage", where).json() == incoming


def test_lid_mode_hides_the_phone_everywhere(hotel: Hotel) -> None:
    hotel.change(settings={"enableLidMode": "yes"})
    chat = hotel.guest()
    hotel.act(chat, text="Hi")
    lid = hotel.news(1)[0]["senderData"]["chatId"]
    assert lid.endswith("@lid")
    hotel.send(lid, "Hello")
    assert hotel.news(1)[0]["senderData"]["chatId"] == lid
    assert [line["kind"] for line in hotel.lines(chat)] == ["text", "text"]


def test_checkwhatsapp_answers_with_a_lid_and_a_phone(hotel: Hotel) -> None:
    found = hotel.ask("checkWhatsapp", {"chatId": "79000000077@c.us"}).json()
    assert found["existsWhatsapp"] is True
    assert found["chatId"].endswith("@lid")
    assert found["phoneNumber"] == "79000000077@c.us"
    assert hotel.ask("checkWhatsapp", {"phoneNumber": 12}).status_code == 400
    gone = hotel.guest("Nobody", phone="79000000078", account=False)
    assert hotel.ask("checkWhatsapp", {"chatId": gone}).json() == {"existsWhatsapp": False}


def test_max_has_numeric_chats_no_sent_tick_and_short_texts(hotel: Hotel) -> None:
    hotel.change(type="max")
    found = hotel.ask("checkAccount", {"phoneNumber": 79000000055}).json()
    assert found["exist"] is True
    assert found["chatId"].isdigit()
    hotel.act(found["chatId"], text="Hi")
    sender = hotel.news(1)[0]["senderData"]
    assert (sender["senderPhoneNumber"], sender["chatType"]) == (79000000055, "user")
    sent = hotel.send(found["chatId"], "Hello")
    assert sent.isdigit()
    assert [one.get("status") for one in hotel.news(2)] == [None, "delivered"]
    assert (
        hotel.ask("sendMessage", {"chatId": "10000000", "message": "x" * 4001}).status_code == 400
    )
    poll = {"chatId": "10000000", "message": "?", "options": [{"optionName": "a"}]}
    assert hotel.ask("sendPoll", poll).status_code == 404
    assert hotel.ask("getSettings").json()["typeInstance"] == "v3"


def test_impossible_acts_are_refused_in_words(hotel: Hotel) -> None:
    chat = hotel.guest()
    refused = hotel.http.post(
        f"{hotel.control}/guests/{chat}/messages", json={"kind": "delete", "of": "x"}
    )
    assert (refused.status_code, refused.json()["detail"]) == (
        422,
        "there is no such message in this chat",
    )
