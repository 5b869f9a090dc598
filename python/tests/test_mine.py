"""One article: its events, their words and spans."""

import datetime
import json
import pickle

import pytest

import summitry as s

KIM = "Kim Jong Un arrived in Russia on Wednesday."


def test_an_event_has_its_parts_and_words():
    mined = s.mine(KIM, date="2019-04-24")
    [event] = mined
    assert str(event) == "visited Kim Jong Un -> Russia, 2019-04-24, occurred"
    assert (event.type, event.status, event.date, event.part) == ("visited", "occurred", "2019-04-24", "text")
    assert event.date_start == event.date_end == datetime.date(2019, 4, 24)
    [kim] = event.source
    assert (kim.name, kim.kind, kim.country, kim.words) == ("Kim Jong Un", "person", "PRK", "Kim Jong Un")
    assert event.evidence == KIM and mined.text == KIM
    assert 0 < event.score <= 1 and dict(event.factors)
    assert event.plover == "CONSULT" and event.cameo == "042" and event.quad_class == 1
    assert mined.date == datetime.date(2019, 4, 24)


def test_dates_may_be_dates():
    day = datetime.date(2019, 4, 24)
    assert s.mine(KIM, date=day).json == s.mine(KIM, date="2019-04-24").json
    assert s.mine(KIM, date=datetime.datetime(2019, 4, 24, 23, 30)).json == s.mine(KIM, date="2019-04-24").json
    assert s.mine(KIM)[0].date is None


def test_spans_count_characters_and_bytes():
    text = "“Zürich — naïve 🕊,” he said. Kim Jong Un met Vladimir Putin in Vladivostok on Thursday."
    mined = s.mine(text, date="2019-04-26", title="Élysée: “ça va”")
    [event] = [event for event in mined if event.type == "met"]
    start, end = event.span
    assert mined.text[start:end] == event.evidence
    first, last = event.byte_span
    assert mined.text.encode()[first:last].decode() == event.evidence
    assert (first, last) != (start, end)
    for participant in event.participants:
        assert mined.text[slice(*participant.span)] == participant.words


def test_a_title_is_a_part_of_its_own():
    mined = s.mine("Nobody said more.", title="Élysée: Emmanuel Macron meets Vladimir Putin", date="2022-02-07")
    [event] = [event for event in mined if event.part == "title"]
    assert mined.title[slice(*event.span)] == event.evidence
    assert mined.title.encode()[slice(*event.byte_span)].decode() == event.evidence


@pytest.mark.parametrize(
    "article",
    [
        {"text": KIM, "date": "2019-04-24", "id": "kim"},
        {"text": KIM},
        {"text": "Nothing happened.", "title": "Kim Jong Un meets Vladimir Putin", "date": "2019-04-25", "source": "AP"},
        {"text": "The weather was fine — très bien — 🕊."},
    ],
)
def test_the_line_is_that_of_the_command(article, command):
    line = command("mine", stdin=json.dumps(article).encode())
    mined = s.mine(**article)
    assert mined.json.encode() + b"\n" == line
    assert [event.byte_span for event in mined] == [tuple(event["span"]) for event in json.loads(line)["events"]]


def test_the_sample_articles_give_the_lines_of_the_command(articles, command):
    lines = command("mine", articles).splitlines()
    docs = {json.loads(line)["doc"]: json.loads(line) for line in lines}
    table = s.mine_many(articles)
    assert len(table) == sum(len(doc["events"]) for doc in docs.values())
    for row in table.to_pylist():
        same = [
            event
            for event in docs[row["doc"]]["events"]
            if event["span"] == [row["byte_start"], row["byte_end"]]
            and (event["type"], event["status"], event["date"], event["score"])
            == (row["type"], row["status"], row["date"], row["score"])
            and [actor["name"] for actor in event["source"]] == [actor["name"] for actor in row["source"]]
        ]
        assert same, row


def test_texts_that_are_none():
    for text, cause in [
        ("", "no text"),
        (" \n", "no text"),
        ("Le président français a rencontré le chancelier allemand à Paris mardi, selon l'Élysée.", "not English (French)"),
    ]:
        with pytest.raises(s.InputError) as caught:
            s.mine(text)
        assert (str(caught.value), caught.value.cause, caught.value.file) == (cause, cause, None)
    with pytest.raises(TypeError, match="the text is bytes, not str"):
        s.mine(b"Kim met Putin.")
    with pytest.raises(TypeError):
        s.mine(None)


def test_an_article_in_another_language_may_be_read():
    assert len(s.mine("Le président a rencontré le chancelier à Paris mardi, selon l'Élysée.", any_language=True)) == 0


def test_own_knowledge_is_read_and_what_makes_no_sense_in_it_is_told(tmp_path):
    overrides = tmp_path / "decisions.txt"
    overrides.write_text('name "Kim" means "Kim Yo Jong"\nnonsense\n')
    with pytest.warns(s.SummitryWarning, match=r"decisions.txt:2"):
        mined = s.mine("Kim met Vladimir Putin.", overrides=overrides)
    assert {participant.name for participant in mined[0].participants} == {"Kim Yo Jong", "Vladimir Putin"}
    with pytest.raises(s.KnowledgeError) as caught:
        s.mine("Kim met Vladimir Putin.", patterns=tmp_path / "none.toml")
    assert caught.value.file == str(tmp_path / "none.toml")
    assert "cannot be read" in caught.value.cause


def test_an_explanation_has_the_words_of_the_command(command):
    article = {"text": "Kim Jong Un will meet <b> Vladimir Putin on Thursday.", "date": "2019-04-24", "id": "kim"}
    explanation = s.explain(**article)
    assert str(explanation).encode() == command("explain", stdin=json.dumps(article).encode())
    html = explanation._repr_html_()
    assert "&lt;b&gt;" in html and "<b>" not in html and "Vladimir Putin" in html


def test_it_shows_itself():
    mined = s.mine("Kim Jong Un met <i>Vladimir Putin</i> on Thursday.", date="2019-04-26")
    assert "<i>" not in mined._repr_html_() and "Kim Jong Un" in mined._repr_html_()
    assert pickle.loads(pickle.dumps(mined)) == mined
