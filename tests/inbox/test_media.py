"""Files are fetched at once: the provider's links expire."""

from uuid import UUID

import httpx2
import pytest

from bellhop import inbox, settings
from bellhop.conversations import Media
from bellhop.jobs import Job
from bellhop.turns import take_in
from tests import events, rows

LINK = "http://files.test/a.jpg"


@pytest.fixture
async def photo(hotels, receive, walk):
    """A photo's row of hotel one, not fetched yet."""
    await receive(
        hotels.one,
        events.guest_message(hotels.one.instance_id, hotels.one.guest, events.photo(LINK)),
        walk_on=False,
    )
    hint = walk.hints.pop()
    walk.hints.clear()
    await take_in(hotels.one.id, UUID(hint.row_id))
    [media] = await rows.all_of(hotels.one, Media)
    return media


@pytest.fixture
def files():
    """Whatever lies behind the links; `asked` lists the addresses."""

    class Files(list):
        def answer(self, request: httpx2.Request) -> httpx2.Response:
            self.asked.append(str(request.url))
            given = self.pop(0)
            if isinstance(given, Exception):
                raise given
            return given

    given = Files()
    given.asked = []
    given.http = httpx2.AsyncClient(transport=httpx2.MockTransport(given.answer))
    return given


async def fetched(hotel, media, files) -> Media:
    await inbox.fetch_media(hotel.id, media.id, http=files.http)
    [row] = await rows.all_of(hotel, Media)
    return row


async def test_a_file_is_stored_in_the_hotels_rows(hotels, photo, files, walk):
    assert [hint.row_id for hint in walk.of(Job.FETCH_MEDIA)] == [str(photo.id)]
    files.append(httpx2.Response(200, content=b"JPEG"))
    row = await fetched(hotels.one, photo, files)
    assert (row.state, row.content, row.size, row.due_at) == ("stored", b"JPEG", 4, None)
    assert files.asked == [LINK]


@pytest.mark.parametrize("told", [True, False])
async def test_of_a_large_file_only_the_link_is_kept(hotels, photo, files, told, monkeypatch):
    small = settings.load().model_copy(update={"media_limit_mb": 0})
    monkeypatch.setattr(settings, "load", lambda: small)
    content = b"JPEG" if told else httpx2.ByteStream(b"JPEG")
    files.append(
        httpx2.Response(200, content=b"JPEG") if told else httpx2.Response(200, stream=content)
    )
    row = await fetched(hotels.one, photo, files)
    assert (row.state, row.content, row.url) == ("too_large", None, LINK)


async def test_a_fetch_that_fails_is_tried_again_later(hotels, photo, files, provider):
    provider.next("downloadFile", provider.refused())
    files += [httpx2.ConnectError("away"), httpx2.Response(200, content=b"JPEG")]
    row = await fetched(hotels.one, photo, files)
    assert (row.state, row.attempts) == ("waiting", 1)
    assert row.due_at is not None
    await rows.pass_time(hotels.one, seconds=11)
    assert (await fetched(hotels.one, photo, files)).state == "stored"


async def test_an_expired_link_is_asked_for_anew(hotels, photo, files, provider):
    files += [httpx2.Response(403), httpx2.Response(200, content=b"JPEG")]
    provider.answers["downloadFile"] = {"downloadUrl": "http://files.test/new.jpg"}
    await fetched(hotels.one, photo, files)
    await rows.pass_time(hotels.one, minutes=1)
    assert (await fetched(hotels.one, photo, files)).state == "stored"
    assert files.asked == [LINK, "http://files.test/new.jpg"]


async def test_a_file_that_never_comes_is_gone(hotels, photo, files, provider):
    provider.answers["downloadFile"] = {"downloadUrl": ""}
    files += [httpx2.Response(404)] * 9
    for _ in range(6):
        row = await fetched(hotels.one, photo, files)
        await rows.pass_time(hotels.one, hours=1)
    assert (row.state, row.due_at) == ("gone", None)
    assert len(files.asked) == 5


async def test_two_fetches_at_once_load_it_once(hotels, photo, files):
    files.append(httpx2.Response(200, content=b"JPEG"))
    await fetched(hotels.one, photo, files)
    await fetched(hotels.one, photo, files)
    assert len(files.asked) == 1


async def test_a_file_without_a_link_is_gone_from_the_start(hotels, receive, walk):
    one = hotels.one
    await receive(one, events.guest_message(one.instance_id, one.guest, events.photo("")))
    [media] = await rows.all_of(one, Media)
    assert (media.state, walk.of(Job.FETCH_MEDIA)) == ("gone", [])


async def test_a_stranger_cannot_have_it_fetched(hotels, photo, files):
    await inbox.fetch_media(hotels.two.id, photo.id, http=files.http)
    assert files.asked == []
    assert await rows.all_of(hotels.two, Media) == []
