"""The guest's phone in the browser: pages, words, news and strict escaping."""

import threading

import httpx2

from .cast import Hotel, until


def test_the_list_of_numbers_links_to_their_phones(hotel: Hotel) -> None:
    page = hotel.http.get("/", headers={"Accept-Language": "ru-RU"}).text
    assert f'href="/phone/{hotel.id}"' in page
    assert "Номера отелей" in page


def test_the_language_follows_the_browser_and_the_switch(hotel: Hotel) -> None:
    path = f"/phone/{hotel.id}"
    assert 'lang="en"' in hotel.http.get(path, headers={"Accept-Language": "en-GB"}).text
    assert 'lang="ru"' in hotel.http.get(path, params={"lang": "ru"}).text
    assert 'lang="ru"' in hotel.http.get(path, headers={"Accept-Language": "en"}).text


def test_a_name_full_of_markup_is_only_a_name(hotel: Hotel) -> None:
    hotel.change(name="<script>alert(1)</script>")
    for path in ("/", f"/phone/{hotel.id}"):
        page = hotel.http.get(path)
        assert "<script>alert" not in page.text
        assert "unsafe-inline" not in page.headers["Content-Security-Policy"]


def test_an_unknown_number_has_no_phone(http: httpx2.Client) -> None:
    assert http.get("/phone/1").status_code == 404


def test_every_file_of_the_page_is_served_from_here(hotel: Hotel) -> None:
    for name in ("phone.css", "phone.js", "icons.svg", "theme.js"):
        assert hotel.http.get(f"/static/{name}").status_code == 200
    assert "http" not in hotel.http.get(f"/phone/{hotel.id}").text.replace(hotel.id, "")


def test_a_page_somebody_uploads_is_never_shown_as_one_of_ours(hotel: Hotel) -> None:
    path = f"{hotel.control}/files?name=x.html"
    kept = hotel.http.post(path, content=b"<script>", headers={"Content-Type": "text/html"}).json()
    answer = hotel.http.get(kept["url"])
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_open_pages_hear_of_messages_as_they_come(hotel: Hotel) -> None:
    heard: list[str] = []

    def listen() -> None:
        with hotel.http.stream("GET", f"{hotel.control}/events") as news:
            for line in news.iter_lines():
                heard.append(line)
                if '"kind":"message"' in line:
                    return

    thread = threading.Thread(target=listen)
    thread.start()
    until(lambda: any("hello" in line for line in heard))
    hotel.send("79000000001@c.us", "Hello")
    thread.join(4)
    assert "Hello" in heard[-1]
