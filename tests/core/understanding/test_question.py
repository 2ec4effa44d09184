"""A message, read: the part that asks, what it wants, and how much it leans on the message before."""

from __future__ import annotations

from datetime import date
from time import process_time

import pytest

from core.catalogue.records import Report
from core.understanding.places import PlaceFound
from core.understanding.question import LEANS_A_LITTLE, Question, read_question
from core.understanding.years import Years, find_years

REPORTS = [Report(year=2019, title="", period="", years=[2018, 2019], standing="report")]
QUORN = PlaceFound("Quorn", "village", ("Charnwood",))
POSTCODE = PlaceFound("LE11 2TX", "postcode", ("Charnwood",), "LE11 2TX", 0)
OUTCODE = PlaceFound("LE9", "outcode", ("Blaby", "Harborough"), "le9", 0)
STORY = (
    "We moved here in spring with two small children and our old dog and ever since then it has been one thing after "
    "another with the neighbours and their van and the noise of the road at night which nobody will do a thing about. "
)


def read(message: str, *places: PlaceFound) -> Question:
    return read_question(message, find_years(message, REPORTS, date(2026, 11, 22)), list(places))


def test_an_empty_message_means_nothing_alone() -> None:
    question = read("")
    assert (question.text, question.gist, question.wants, question.words) == ("", "", frozenset(), [])
    assert question.leans == 1.0


def test_spaces_are_evened_out() -> None:
    assert read("  my \n bin ").text == "my bin"


def test_years_and_places_are_kept() -> None:
    question = read("bins in Quorn in 2019", QUORN)
    assert question.years.reports == (2019,)
    assert question.places == (QUORN,)


@pytest.mark.parametrize(
    "message",
    [
        "who mends potholes in the county",
        "my bin was missed this morning",
        "how many gritters does the council own",
        "is there a grant for unpaid carers",
        "this is about street lights outside school",
    ],
)
def test_a_message_that_stands_alone_does_not_lean(message: str) -> None:
    assert read(message).leans < 0.3


@pytest.mark.parametrize(
    "message",
    [
        *("what about 2019", "how much did it cost", "and how many?", "is it open", "2019?", "who do they help"),
        *("and for my sister", "what about my nan", "is there a new one"),
        *("what time do they work till on fridays", "is that number answered weekends", "is there one for our village"),
    ],
)
def test_a_message_that_points_back_leans(message: str) -> None:
    assert read(message).leans >= 0.45


@pytest.mark.parametrize(
    "message",
    [
        *("oh and who sorts my council tax", "and the street lights near school", "so who mends broken street lights"),
        "but does the library lend records",
    ],
)
def test_a_message_that_begins_like_a_follow_up_with_a_matter_of_its_own_leans_a_little(message: str) -> None:
    assert read(message).leans == pytest.approx(0.3)


@pytest.mark.parametrize(
    "message", ["and the street lights", "and potholes", "and who sorts potholes there", "and it?"]
)
def test_with_two_words_or_a_word_that_points_back_it_leans(message: str) -> None:
    assert read(message).leans >= 0.45


def test_with_more_words_that_tell_its_matter_one_that_points_back_makes_it_lean_less() -> None:
    message = "oh and who sorts that council tax thing for them"
    assert 0.3 < read(message).leans < 0.5
    assert leans(message, "council", "tax") >= 0.75


# With words that tell nothing of the matter


def leans(message: str, *telling: str) -> float:
    """How much a message leans when no word but those given tells what it is about."""
    years = find_years(message, REPORTS, date(2026, 11, 22))
    return read_question(message, years, [], lambda word: float(word in telling)).leans


@pytest.mark.parametrize(
    "message",
    [
        *("can i appeal", "is my neighbour allowed", "am i allowed to appeal against it", "when will someone reply"),
        *("what if my landlord refuses", "who decides whether people are allowed", "and what about the tenants"),
    ],
)
def test_a_message_whose_words_tell_nothing_leans_more(message: str) -> None:
    assert leans(message) > leans(message, *read(message).words)
    assert leans(message, *read(message).words) == read(message).leans, "unless told otherwise, every word tells"


@pytest.mark.parametrize(
    "message", ["am i allowed to appeal against it", "and can people appeal", "what if my landlord refuses to sign"]
)
def test_a_message_whose_words_tell_nothing_leans_when_it_points_back_or_begins_like_a_follow_up(message: str) -> None:
    assert leans(message) >= 0.7


@pytest.mark.parametrize("message", ["can my neighbour refuse", "who decides whether people are allowed to object"])
def test_a_message_whose_words_tell_nothing_leans_a_little_however_many_they_are(message: str) -> None:
    assert leans(message) == pytest.approx(0.35)


def test_one_word_that_tells_gives_a_message_a_matter_of_its_own() -> None:
    message = "who decides whether people are allowed to have chickens"
    assert leans(message) >= 0.3
    assert leans(message, "chickens") == 0.0


@pytest.mark.parametrize(
    ("message", "wanted"),
    [("can i appeal", 0.35), ("is my neighbour allowed", 0.25), ("is my neighbour allowed loud parties", 0.0)],
)
def test_words_that_may_tell_something_add_up(message: str, wanted: float) -> None:
    years = find_years(message, REPORTS, date(2026, 11, 22))
    assert read_question(message, years, [], lambda _word: 0.3).leans == pytest.approx(wanted)


@pytest.mark.parametrize(
    "message",
    [
        "my neighbour parked his van across our drive and he blocked it",
        "the hedge by my house has grown over the pavement and they pushed a pram into it",
        "dad has dementia and broke a hip last week and he lives alone in his bungalow",
    ],
)
def test_a_longer_story_with_it_or_he_hardly_leans(message: str) -> None:
    assert 0.0 < leans(message, *read(message).words) < 0.2
    assert leans(message) >= 0.45, "unless none of its words tells anything"


@pytest.mark.parametrize(
    "message", ["can bins go in it", "do they mend potholes", "who mends it", "potholes on it", "can carers drive it"]
)
def test_a_short_message_with_it_or_they_leans(message: str) -> None:
    assert leans(message, *read(message).words) == pytest.approx(read(message).leans)
    assert read(message).leans > 0.4


def test_a_message_of_six_words_is_short_however_many_of_them_tell_its_matter() -> None:
    assert read("mend potholes kerbs and lamps there").leans == pytest.approx(0.35)
    assert read("mend potholes kerbs and the lamps there").leans == pytest.approx(0.15)


def test_two_words_that_tell_are_still_few_in_a_long_message() -> None:
    message = "can people with a motability car have it as well as the blue badge"
    assert leans(message, "blue", "badge") == pytest.approx(0.35)
    assert leans(message, "blue", "badge", "motability") == pytest.approx(0.15)


@pytest.mark.parametrize(
    "message",
    ["does it cover potholes", "and are they mended each year since", "so is it allowed by people each year"],
)
@pytest.mark.parametrize("tells", [True, False])
def test_with_two_words_of_its_own_a_message_leans_by_less_than_one(message: str, tells: bool) -> None:
    assert leans(message, *(read(message).words if tells else [])) == pytest.approx(0.9)


def test_a_message_that_only_says_on_which_road_it_is_says_nothing_else() -> None:
    assert read("its on the A6").leans == 1.0
    assert read("what about the A511").leans < 1.0
    assert read("it's a pothole on the A6").leans < 1.0


@pytest.mark.parametrize("message", ["and can they refuse it", "and is it allowed", "and it?", "and in 2019?"])
def test_with_one_word_or_none_a_message_may_lean_wholly(message: str) -> None:
    assert leans(message) == leans(message, *read(message).words) == 1.0


def test_the_names_of_places_are_no_words_of_their_own() -> None:
    kibworth = PlaceFound("Kibworth Beauchamp", "village", ("Harborough",))
    assert read("and street lights in Kibworth Beauchamp", kibworth).leans >= 0.45
    assert read("and street lights in Kibworth Beauchamp").leans == pytest.approx(0.3)


def test_a_place_alone_means_nothing_without_the_message_before() -> None:
    assert read("and in Quorn?", QUORN).leans == 1.0
    assert read("Quorn", QUORN).leans == 1.0
    assert read("potholes and street lights in Quorn", QUORN).leans < 1.0


def test_a_misspelt_place_alone_means_nothing_without_the_message_before() -> None:
    hinckley = PlaceFound("Hinckley", "town", ("Hinckley and Bosworth",), "hinkley", 8)
    assert read("and for hinkley?", hinckley).leans == 1.0


def test_a_year_in_words_means_nothing_without_the_message_before() -> None:
    later = [Report(year=2021, title="", period="", years=[2020, 2021], standing="report")]
    message = "and during the pandemic?"
    assert read_question(message, find_years(message, later, date(2026, 11, 22)), []).leans == 1.0


@pytest.mark.parametrize("message", ["", "it", "and then what about those ones that they had before that each year"])
def test_leaning_never_exceeds_one(message: str) -> None:
    assert 0.0 <= read(message).leans <= 1.0


# Who it is that asks


@pytest.mark.parametrize(
    ("message", "gist"),
    [
        ("gent on the line, what id does he need", "what id does he need"),
        ("Elderly gent on the line what id does he need", "what id does he need"),
        ("caller asking if the tip takes paint", "tip takes paint"),
        ("Caller: when is the tip open", "when is the tip open"),
        ("got a caller asking about blue badge renewal", "blue badge renewal"),
        ("caller says her bin was missed", "her bin was missed"),
        ("a caller rang about a missed bin in our road", "a missed bin in our road"),
        ("customer asking what the warden does", "what the warden does"),
        ("a resident wants to know if potholes get fixed", "potholes get fixed"),
        ("ive got a gentleman on the other line, who mends street lights", "who mends street lights"),
        ("woman on the line - how do I apply for a badge", "how do I apply for a badge"),
    ],
)
def test_the_gist_does_not_tell_who_calls(message: str, gist: str) -> None:
    question = read(message)
    assert question.gist == gist
    assert question.text == message


@pytest.mark.parametrize(
    "message",
    ["caller on the line", "caller wants bins", "caller asking about two bins", "mum on the line", "caller:"],
)
def test_where_fewer_than_three_words_would_be_left_who_calls_stays(message: str) -> None:
    assert read(message).gist == message


@pytest.mark.parametrize(
    "message",
    [
        *("someone rang me saying he is from the bank", "who is the caller from the bank", "is it a cold caller zone"),
        *("call blocking for nuisance callers", "how do i help my mum with shopping", "a man on our road mends bikes"),
        *("gentleman needs a blue badge", "my mum is on the phone all day", "nuisance on the line of the bus"),
    ],
)
def test_somebody_in_the_matter_itself_stays_in_the_gist(message: str) -> None:
    assert read(message).gist == message


@pytest.mark.parametrize("message", ["someone asking for money at my door", "a woman is asking me for money in town"])
def test_somebody_who_asks_me_for_something_is_the_matter_itself(message: str) -> None:
    assert read(message).gist == message


@pytest.mark.parametrize("lead_in", ["lady on line 2 asking ", "hi, caller asking "])
def test_other_words_before_a_caller_are_left_out_too(lead_in: str) -> None:
    assert read(f"{lead_in}when is the tip open").gist == "when is the tip open"


def test_what_a_caller_wants_and_how_much_it_leans_are_read_from_what_is_asked() -> None:
    assert read("gent on the line, how much did it cost").wants == read("how much did it cost").wants
    assert read("gent on the line, how much did it cost").leans == read("how much did it cost").leans


# Reports held against each other


SEVERAL = [
    Report(year=year, title="", period="", years=[year - 1, year], standing="report")
    for year in (2019, 2021, 2023, 2025)
]


def of_reports(message: str, *telling: str) -> Question:
    """A message, read beside four reports; only the words given tell what it is about, every word if none is."""
    years = find_years(message, SEVERAL, date(2026, 11, 22))
    return read_question(message, years, [], lambda word: float(not telling or word in telling))


@pytest.mark.parametrize(
    "message",
    [
        *("", "how many gritters", "gritters in 2019", "since 2019", "more gritters than before", "up on last year"),
        *("2025", "more gritters than in 2012", "how many wardens in 2023 and how many gritters in 2025"),
    ],
)
def test_a_question_that_only_names_years_holds_none_against_another(message: str) -> None:
    assert of_reports(message).compares == ()


@pytest.mark.parametrize(
    ("message", "year"),
    [
        ("are there more gritters than in 2023", 2023),
        ("is it higher than it was in 2021", 2021),
        ("compared to 2019 how many gritters", 2019),
        ("gritters compared with the 2019 figures", 2019),
        ("is spending up on 2023", 2023),
        ("are more on courses than in the 2023 report", 2023),
        ("trees planted, 2023 and now", 2023),
        ("gritters now and in 2019", 2019),
    ],
)
def test_one_year_that_others_are_held_against_is_compared(message: str, year: int) -> None:
    question = of_reports(message)
    assert question.compares == question.years.reports == (year,)


@pytest.mark.parametrize(
    ("message", "years"),
    [
        ("22/23 v 24/25", (2023, 2025)),
        ("has the new road slipped since 2023", (2023, 2025)),
        ("gritters 22/23 vs. 24/25", (2023, 2025)),
        ("how many gritters in 2019 v 2021", (2019, 2021)),
        ("2019 versus 2021", (2019, 2021)),
        ("gritters 2021 against 2019", (2021, 2019)),
        ("the 2023 report or the 2025 one", (2023, 2025)),
        ("gritters in 2025 compared to 2019, 2021 to 2023", (2025, 2019, 2021, 2023)),
    ],
)
def test_several_years_that_stand_side_by_side_are_compared_in_the_order_named(
    message: str, years: tuple[int, ...]
) -> None:
    assert of_reports(message).compares == years


@pytest.mark.parametrize(
    "message",
    [
        *("22/23 v 24/25", "gritters 22/23 vs 24/25", "2019 versus 2021", "are there more gritters than in 2023"),
        *("is it higher than it was in 2021", "is spending up on 2023", "fewer wardens than the 2019 report says"),
    ],
)
def test_a_year_held_against_another_is_a_trend(message: str) -> None:
    assert "trend" in of_reports(message).wants


@pytest.mark.parametrize("message", ["gritters in 2019", "gritters in 2019 and 2021", "3 v", "more in 2023", "v 2023"])
def test_a_year_held_against_nothing_is_no_trend(message: str) -> None:
    assert "trend" not in of_reports(message).wants


@pytest.mark.parametrize("message", ["i have less than 2000 in savings", "more than 2000 bins"])
def test_an_amount_is_no_year_that_others_are_held_against(message: str) -> None:
    assert "trend" not in of_reports(message).wants


@pytest.mark.parametrize(
    "message", ["wot did 2021 say", "What did 2021 say?", "and what did 2019 say pls", "2021 innit"]
)
def test_a_message_that_names_only_a_report_year_means_nothing_alone(message: str) -> None:
    assert of_reports(message).leans == 1.0


@pytest.mark.parametrize("message", ["what did 2021 reckon", "tell me what 2021 reckoned"])
def test_a_message_that_names_a_report_year_and_no_matter_leans(message: str) -> None:
    assert of_reports(message, "gritters").leans == pytest.approx(0.6)


def test_a_message_that_names_a_report_year_and_a_matter_does_not_lean_for_it() -> None:
    assert of_reports("how many gritters in 2021", "gritters").leans < 0.3
    assert of_reports("what people reckon about gritters in 2012").leans < 0.3


def test_a_short_message_is_its_own_gist() -> None:
    message = "My bin was missed. Who do I ring?"
    assert read(message).gist == message


@pytest.mark.parametrize(
    ("message", "gist"),
    [
        ("my bin was missed, my postcode is LE11 2TX", "my bin was missed"),
        ("my bin was missed. My post code's LE11 2TX", "my bin was missed"),
        ("my bin was missed and I'm at LE11 2TX", "my bin was missed"),
        ("my bin was missed in le11 2tx", "my bin was missed"),
        ("who empties my bin? LE11 2TX", "who empties my bin?"),
        ("postcode LE11 2TX my bin was missed", "my bin was missed"),
        ("postcode: LE11 2TX my bin was missed", "my bin was missed"),
        ("who empties bins in LE11 2TX on Mondays", "who empties bins on Mondays"),
        ("what is my postcode area, LE11 2TX", "what is my postcode area"),
    ],
)
def test_the_gist_has_no_postcode_and_nothing_that_leads_up_to_it(message: str, gist: str) -> None:
    question = read(message, POSTCODE)
    assert question.gist == gist
    assert question.text == message
    assert question.places == (POSTCODE,)


def test_of_several_postcodes_none_is_in_the_gist() -> None:
    assert read("who grits between le9 and LE11 2TX", OUTCODE, POSTCODE).gist.startswith("who grits")
    assert not {"le9", "le11", "2tx"} & set(read("who grits between le9 and LE11 2TX", OUTCODE, POSTCODE).words)


@pytest.mark.parametrize(
    ("message", "gist"),
    [
        ("my postcode is LE11 2TX, who empties my bin", "who empties my bin"),
        ("I'm at LE11 2TX and my bin was missed", "my bin was missed"),
    ],
)
def test_what_follows_a_postcode_stands_alone(message: str, gist: str) -> None:
    question = read(message, POSTCODE)
    assert question.gist == gist
    assert question.leans < 0.3


@pytest.mark.parametrize("message", ["LE11 2TX", "bins LE11 2TX", "in LE11 2TX?"])
def test_where_hardly_a_word_is_left_the_postcode_stays(message: str) -> None:
    assert read(message, POSTCODE).gist == message


def test_the_name_of_a_place_stays_in_the_gist() -> None:
    assert read("my bin was missed in Quorn", QUORN).gist == "my bin was missed in Quorn"


@pytest.mark.parametrize(
    ("message", "places", "words"),
    [
        ("who mends potholes", [], set()),
        ("potholes in Quorn", [QUORN], {"quorn"}),
        ("my bin was missed in LE11 2TX", [POSTCODE], {"le11", "2tx"}),
        ("potholes in Quorn in 2019", [QUORN], {"quorn", "2019"}),
        ("gritters in 2018/19", [], {"2018", "19"}),
    ],
)
def test_the_words_of_places_and_years_are_told_from_those_of_the_matter(
    message: str, places: list[PlaceFound], words: set[str]
) -> None:
    question = read(message, *places)
    assert question.where_and_when == words
    assert not {"potholes", "bin", "missed", "gritters"} & question.where_and_when


def test_a_place_is_left_out_as_it_is_typed() -> None:
    hinckley = PlaceFound("Hinckley", "town", ("Hinckley and Bosworth",), "hinkley", 12)
    assert "hinkley" in read("potholes in hinkley", hinckley).where_and_when


def test_the_gist_of_a_story_is_the_question_after_the_cue() -> None:
    gist = read(STORY + "My question is how do I report a broken street light near us").gist
    assert gist == "how do I report a broken street light near us"


def test_the_gist_of_a_story_is_its_last_question() -> None:
    gist = read(STORY + "Who do I tell about the noise? Thank you for reading all of this.").gist
    assert gist == "Who do I tell about the noise?"


def test_the_gist_of_a_story_without_a_question_is_its_last_sentence() -> None:
    assert read(STORY + "The street light is still broken.").gist == "The street light is still broken."


def test_the_gist_of_a_story_without_sentences_is_its_tail() -> None:
    message = " ".join(f"word{number}" for number in range(80))
    gist = read(message).gist
    assert message.endswith(gist)
    assert 20 <= len(gist.split()) <= 45


def test_what_a_story_wants_is_read_from_its_gist() -> None:
    assert read(STORY + "I paid £40 for nothing. When will the street light be mended?").wants == {"when"}


@pytest.mark.parametrize(
    "hostile",
    [
        *("how much did it ", "how has ", "tree a b ", "the river ", "grown over ", "no ", "no, ", "it is "),
        *("i meant ", "that was ", "? ", "a", "’", "do you know "),
    ],
)
def test_a_long_odd_message_is_read_in_no_time(hostile: str) -> None:
    began = process_time()
    read((hostile * 2000)[:2000])
    assert process_time() - began < 0.5


@pytest.mark.parametrize(
    "message", ["cold caller keeps coming to my nans house", "library customer survey results", "customer parking here"]
)
def test_a_caller_that_is_the_matter_itself_stays(message: str) -> None:
    assert read(message).gist == message


def test_a_year_that_is_only_named_makes_no_trend() -> None:
    assert "trend" not in of_reports("tell me more on 2023 library events").wants
    assert "trend" in of_reports("are library visits up on 2023").wants


@pytest.mark.parametrize(
    "message", ["where do i sign up then", "how do i apply", "how do we join", "when did it first start"]
)
def test_what_one_does_with_anything_says_nothing_of_the_matter(message: str) -> None:
    assert read(message).leans == 1.0


def test_a_long_story_says_what_it_leans_on() -> None:
    story = " ".join(["my dad died in june and the letters keep coming with both their names on."] * 5)
    question = read_question(f"{story} how do i get him taken off it?", Years(), [])
    assert question.is_story
    assert question.gist == "how do i get him taken off it?"
    assert question.leans < LEANS_A_LITTLE
    short = read_question("how do i get him taken off it?", Years(), [])
    assert not short.is_story
    assert short.leans >= LEANS_A_LITTLE


@pytest.mark.parametrize(
    ("message", "gist"),
    [
        ("caller fancies fostering. number?", "fancies fostering. number?"),
        ("caller wants to know about the older persons bus pass", "older persons bus pass"),
        ("caller id on my phone", "id on my phone"),
        ("customer services number", "customer services number"),
    ],
)
def test_that_somebody_calls_is_no_part_of_what_is_asked(message: str, gist: str) -> None:
    assert read_question(message, Years(), []).gist == gist
