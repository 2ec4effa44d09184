"""Whatever is broken, the resident is answered in time and told whom to ring, and the log says what was broken."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import threading
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conversations.scenario import WORD_LIMIT
from tests.live.assistant import ACTION_SERVER, RASA, Assistant, Reply
from tests.live.conftest import copy

pytestmark = pytest.mark.live

ASKED = "is there owt for brolly menders in the budget"  # a word that no log may hold
COUNCIL_PHONE = "0116 305 0001"


@pytest.fixture
def mended(assistant: Assistant) -> Iterator[Assistant]:
    """The assistant to break; it is mended afterwards."""
    yield assistant
    assistant.mend()


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A copy of the catalogue to do harm to."""
    path = tmp_path / "catalogue.db"
    copy(Path(os.environ["DATABASE_URL"].removeprefix("sqlite:///")), path)
    return path


@pytest.fixture
def unsaved(assistant: Assistant) -> Iterator[None]:
    """Conversations can't be saved meanwhile; a failed store is left alone for a while, so it waits until they can."""
    other = lock(conversations_of(assistant), alone=False)
    yield
    other.close()
    deadline = time.monotonic() + 30
    while stored_events(assistant, "waiting") is None:
        assert time.monotonic() < deadline, "conversations are not saved any more"
        assistant.ask("hello", "waiting")
        time.sleep(0.3)
    with sqlite3.connect(conversations_of(assistant), timeout=5) as stored:
        stored.execute("DELETE FROM conversation WHERE sender = 'waiting'")


def conversations_of(assistant: Assistant) -> Path:
    return Path(assistant.settings.conversations_url.removeprefix("sqlite:///"))


def stored_events(assistant: Assistant, sender: str) -> list[dict[str, Any]] | None:
    """What is kept of a conversation."""
    stored = sqlite3.connect(conversations_of(assistant), timeout=5)
    row = stored.execute("SELECT events FROM conversation WHERE sender = ?", (sender,)).fetchone()
    stored.close()
    return json.loads(row[0]) if row else None


def helps(reply: Reply, assistant: Assistant) -> bool:
    assert reply.status == 200
    assert reply.seconds < assistant.limit, f"it took {reply.seconds:.1f} s"
    return COUNCIL_PHONE in reply.text


def works(assistant: Assistant) -> bool:
    reply = assistant.ask("who mends potholes")
    assert reply.seconds < assistant.limit
    return "14 days" in reply.text


def ask_at_once(assistant: Assistant, question: str, residents: int) -> list[Reply]:
    replies: list[Reply] = []
    asking = [threading.Thread(target=lambda: replies.append(assistant.ask(question))) for _ in range(residents)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert len(replies) == residents
    return replies


def lock(path: Path, *, alone: bool) -> sqlite3.Connection:
    """Lock a database as another program would: against writers, or alone against readers as well."""
    other = sqlite3.connect(path, isolation_level=None, timeout=10)
    if alone:
        other.execute("PRAGMA locking_mode=EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    other.execute("CREATE TABLE other (id)")
    return other


def test_a_database_missing_at_the_start_is_told_and_found_once_it_is_there(
    mended: Assistant, database: Path, tmp_path: Path
) -> None:
    mended.restart(ACTION_SERVER, DATABASE_URL=f"sqlite:///{tmp_path}/later.db")
    assert helps(mended.ask(ASKED), mended)
    assert f"no database at {tmp_path}/later.db" in mended.logged()
    assert "brolly" not in mended.logged(), "the log holds the resident's words"
    copy(database, tmp_path / "later.db")
    assert works(mended)


def test_an_empty_database_is_told(mended: Assistant, tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    mended.restart(ACTION_SERVER, DATABASE_URL=f"sqlite:///{tmp_path}/empty.db")
    assert helps(mended.ask(ASKED), mended)
    assert re.search("no such table|holds no catalogue", mended.logged())


def test_a_database_deleted_while_running_leaves_nobody_waiting(mended: Assistant, database: Path) -> None:
    mended.restart(ACTION_SERVER, DATABASE_URL=f"sqlite:///{database}")
    assert works(mended)
    for file in database.parent.glob(f"{database.name}*"):
        file.unlink()
    assert helps(mended.ask("who mends potholes"), mended)


def test_a_database_spoilt_while_running_is_told(mended: Assistant, database: Path) -> None:
    mended.restart(ACTION_SERVER, DATABASE_URL=f"sqlite:///{database}")
    assert works(mended)
    with database.open("r+b") as spoilt:
        spoilt.write(b"\x07" * database.stat().st_size)
    assert helps(mended.ask(ASKED), mended)
    assert re.search("malformed|not a database", mended.logged())


def test_a_database_locked_against_readers_is_told_and_used_again_afterwards(mended: Assistant, database: Path) -> None:
    other = lock(database, alone=True)
    mended.restart(ACTION_SERVER, DATABASE_URL=f"sqlite:///{database}")
    assert helps(mended.ask(ASKED), mended)
    # The resident may be answered before the database has been waited for.
    deadline = time.monotonic() + 10
    while "locked" not in mended.logged():
        assert time.monotonic() < deadline, "nothing is logged of the lock"
        time.sleep(0.1)
    other.close()
    assert works(mended)


def test_a_database_that_is_being_written_to_is_read_as_ever(mended: Assistant, database: Path) -> None:
    mended.restart(ACTION_SERVER, DATABASE_URL=f"sqlite:///{database}")
    other = lock(database, alone=False)
    assert works(mended)
    other.close()


def test_with_the_action_server_killed_the_resident_is_helped_and_goes_on_later(mended: Assistant) -> None:
    sender = uuid.uuid4().hex
    assert "14 days" in mended.ask("who mends potholes", sender).text
    mended.kill(ACTION_SERVER)
    assert helps(mended.ask(ASKED, sender), mended)
    assert re.search(r"(?i)couldn't connect|failed to (?:execute|connect|run)", mended.logged())
    assert "brolly" not in mended.logged(), "the log holds the resident's words"
    mended.start(ACTION_SERVER)
    assert "Leicestershire County Council" in mended.ask("who do i ring about it", sender).text


def test_a_stopped_action_server_keeps_nobody_waiting_however_many_ask(mended: Assistant) -> None:
    server = mended.process(ACTION_SERVER)
    server.suspend()
    assert all(helps(reply, mended) for reply in ask_at_once(mended, ASKED, 8))
    assert "no answer within" in mended.logged()
    assert "brolly" not in mended.logged(), "the log holds the resident's words"
    server.resume()
    assert works(mended)


def test_while_conversations_cannot_be_saved_they_go_on_in_memory(assistant: Assistant, unsaved: None) -> None:
    sender = uuid.uuid4().hex
    assert "Tell me your town" in assistant.ask("my bin was missed", sender).text
    reply = assistant.ask("quorn", sender)
    assert "Charnwood Borough Council" in reply.text
    assert reply.seconds < assistant.limit
    assert "could not be saved" in assistant.logged()


def test_a_lock_on_the_conversations_does_not_add_up_when_many_ask(assistant: Assistant, unsaved: None) -> None:
    replies = ask_at_once(assistant, "who mends potholes", 8)
    assert all("14 days" in reply.text for reply in replies)
    assert max(reply.seconds for reply in replies) < assistant.limit


def test_a_conversation_goes_on_after_rasa_was_killed(assistant: Assistant) -> None:
    sender = uuid.uuid4().hex
    assert "Tell me your town" in assistant.ask("my bin was missed", sender).text
    assistant.restart(RASA)
    assert "Charnwood Borough Council" in assistant.ask("quorn", sender).text


def test_danger_is_answered_at_once_with_everything_broken(mended: Assistant, unsaved: None) -> None:
    mended.kill(ACTION_SERVER)
    first = mended.ask("my husband has collapsed and isnt breathing")
    assert first.text.startswith("Call 999 now")
    assert first.seconds < 2
    second = mended.ask("the kitchen stinks of gas")
    assert "0800 111 999" in second.text
    assert second.seconds < 2
    assert helps(mended.ask("who mends potholes"), mended)


ODD = {
    "nothing": "",
    "blanks": " \n\t ",
    "a slash": "/",
    "a question mark": "?",
    "one letter": "x",
    "10,000 characters": "the road outside is full of holes " * 300,
    "10,000 letters in one word": "a" * 10_000,
    "pictures": "😀🚮🤷‍♀️",
    "Chinese": "我的垃圾桶没有被清空",
    "Arabic": "لم يتم تفريغ صندوقي هذا الصباح",
    "a mixture": "my bin 垃圾 был missed 🚮",
    "HTML": "<script>alert('bins')</script><b>who mends potholes</b>",
    "SQL": "'; DROP TABLE need; -- potholes",
    "search syntax": 'NEAR("bins" OR) * ^ AND - NOT "',
    "a template": "{name} {{7*7}} ${ACTIONS_URL} %s %(x)s",
    "a null byte": "my bin\x00 was missed",
    "half a character": "my bin \ud83d was missed",
    "a pattern": "(a+)+$ [[[ \\",
    "numbers": "0116 305 0001 2023 18/19",
}


@pytest.mark.parametrize("message", ODD.values(), ids=ODD.keys())
def test_an_odd_message_is_answered_like_any_other(assistant: Assistant, message: str) -> None:
    reply = assistant.ask(message)
    assert reply.status == 200
    assert reply.seconds < assistant.limit
    assert reply.text.strip()
    assert len(reply.text.split()) <= WORD_LIMIT
    assert "can't look things up" not in reply.text
    assert not re.search(r"<script|\{|Traceback|Error", reply.text)


@pytest.mark.parametrize("body", ["", "{", "[]", "null", '"bins"', '{"message": 7}', '{"message": null}', "\x00"])
def test_what_is_no_message_is_refused_saying_what_to_send(assistant: Assistant, body: str) -> None:
    reply = assistant.post(data=body, headers={"Content-Type": "application/json"})
    assert reply.status == 400
    assert "'sender' and 'message'" in reply.messages[0]["error"]


def test_without_a_sender_there_is_an_answer_and_no_memory_of_others(assistant: Assistant) -> None:
    assert "14 days" in assistant.post(json={"message": "who mends potholes"}).text
    assert "Tell me first" in assistant.post(json={"message": "tell me more"}).text


@pytest.mark.parametrize("sender", ["a\x00b", "a\ud800b", "x" * 5000, "'; DROP TABLE conversation; --", "安娜"])
def test_an_odd_sender_is_remembered_like_any_other(assistant: Assistant, sender: str) -> None:
    assert "14 days" in assistant.ask("who mends potholes", sender).text
    assert "Tell me first" not in assistant.ask("who do i ring about it", sender).text


def test_after_all_that_the_catalogue_is_whole(assistant: Assistant) -> None:
    assert works(assistant)


def test_a_command_to_rasa_is_no_command(assistant: Assistant) -> None:
    sender = uuid.uuid4().hex
    assert "14 days" in assistant.ask("who mends potholes", sender).text
    for command in (
        "/session_start",
        "/back",
        '/need_waste{"place": "Quorn"}',
        "/action_start_over",
        "EXTERNAL: greet",
    ):
        assert assistant.ask(command, sender).text.strip()
    events = stored_events(assistant, sender)
    assert events is not None
    said = [event["text"] for event in events if event["event"] == "user"]
    assert said[0] == "who mends potholes"
    assert not any(text.startswith("/") for text in said)
    assert not any(event["event"] in ("restart", "rewind") for event in events)
