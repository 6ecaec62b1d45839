"""Drives the sandbox with the vendor's own client: methods.py URL ID TOKEN."""

import sys
import tempfile
from pathlib import Path

from whatsapp_api_client_python.API import GreenAPI

URL, ID, TOKEN = sys.argv[1:4]
CHAT = "79000000001@c.us"
green = GreenAPI(ID, TOKEN, host=URL, media=URL, raise_errors=True, host_timeout=10)


def ok(answer):
    assert answer.code == 200, answer
    return answer.data


def state_and_settings():
    assert ok(green.account.getStateInstance())["stateInstance"] == "authorized"
    assert ok(green.account.setSettings({"incomingWebhook": "yes"}))["saveSettings"] is True
    assert ok(green.account.getSettings())["incomingWebhook"] == "yes"
    assert ok(green.account.getWaSettings())["phone"]
    assert ok(green.account.qr())["type"] == "alreadyLogged"
    assert ok(green.account.getStateInstanceHistory(5))


def sends(folder):
    sent = ok(green.sending.sendMessage(CHAT, "Hello"))["idMessage"]
    note = folder / "note.txt"
    note.write_text("a note")
    uploaded = ok(green.sending.sendFileByUpload(CHAT, str(note), "note.txt", "A note"))
    assert uploaded["idMessage"]
    assert uploaded["urlFile"]
    link = ok(green.sending.uploadFile(str(note)))["urlFile"]
    assert ok(green.sending.sendFileByUrl(CHAT, link, "note.txt"))["idMessage"]
    options = [{"optionName": "Tea"}, {"optionName": "Coffee"}]
    assert ok(green.sending.sendPoll(CHAT, "What?", options))["idMessage"]
    assert ok(green.sending.sendLocation(CHAT, 55.75, 37.61, "Hotel", "Street 1"))["idMessage"]
    contact = {"phoneContact": 79000000002, "firstName": "Desk"}
    assert ok(green.sending.sendContact(CHAT, contact))["idMessage"]
    return sent


def queues():
    assert isinstance(ok(green.queues.showMessagesQueue()), list)
    assert ok(green.queues.getMessagesCount())["count"] >= 0
    assert ok(green.queues.clearMessagesQueue())["isCleared"] is True


def receives():
    kinds = []
    while ok(green.queues.getWebhooksCount())["count"]:
        item = ok(green.receiving.receiveNotification())
        kinds.append(item["body"]["typeWebhook"])
        assert ok(green.receiving.deleteNotification(item["receiptId"]))["result"] is True
    assert "outgoingAPIMessageReceived" in kinds, kinds
    assert "outgoingMessageStatus" in kinds, kinds


def journals(sent):
    assert ok(green.journals.lastOutgoingMessages(5))
    assert ok(green.journals.lastIncomingMessages()) in ([], "[]")
    assert ok(green.journals.getChatHistory(CHAT, 10))
    assert ok(green.journals.getMessage(CHAT, sent))["textMessage"] == "Hello"


def service(sent):
    assert ok(green.serviceMethods.checkWhatsapp(79000000001))["existsWhatsapp"] is True
    assert ok(green.serviceMethods.getContacts())
    assert ok(green.serviceMethods.getChats())
    assert ok(green.marking.readChat(CHAT))["setRead"] is True
    assert ok(green.serviceMethods.editMessage(CHAT, sent, "Hello again"))["idMessage"] == sent
    ok(green.serviceMethods.deleteMessage(CHAT, sent))
    ok(green.serviceMethods.sendTyping(CHAT, 1000))


with tempfile.TemporaryDirectory() as folder:
    state_and_settings()
    first = sends(Path(folder))
    receives()
    journals(first)
    service(first)
    queues()
    assert ok(green.account.logout())["isLogout"] is True
    assert ok(green.account.qr())["type"] == "qrCode"
    assert ok(green.account.getAuthorizationCode(79000000001))["status"] is True
    assert ok(green.account.reboot())["isReboot"] is True
sys.stdout.write("done")
