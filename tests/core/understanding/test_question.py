"""A message, read: the part that asks, what it wants, and how much it leans on the message before."""

from __future__ import annotations

from datetime import date
from time import process_time

import pytest

from core.catalogue.records import Report
from core.understanding.places import PlaceFound
from core.understanding.question import Question, read_question
from core.understanding.years import find_years

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
    ("message", "wants"),
    [
        ("who mends potholes", set()),
        ("how much did it cost", {"money", "cost", "number"}),
        ("what was saved by that", {"money", "cost"}),
        ("what is the budget for roads", {"money"}),
        ("is there £5 off", {"money"}),
        ("how many gritters are there", {"number"}),
        ("number of carers passports", {"number"}),
        ("what percentage of waste is recycled", {"share"}),
        ("over 50%?", {"share"}),
        ("when does it open", {"when"}),
        ("when's the library shut", {"when"}),
        ("how long will it take", {"when"}),
        ("how soon does someone come", {"when"}),
        ("what time does it shut", {"when", "hour"}),
        ("opening times please", {"when", "hour"}),
        ("are they open saturdays", {"when", "hour"}),
        ("is anyone there at weekends", {"when", "hour"}),
        ("a bus on saturdays to melton", {"when", "hour"}),
        ("my carer comes weekends", set()),
        ("and hours?", {"when", "hour"}),
        ("whats our fee", {"cost"}),
        ("how many, and at what cost", {"number", "money", "cost"}),
        ("a costume for the parade", set()),
        ("is it free", {"cost"}),
        ("Is that all free?", {"cost"}),
        ("are they still free", {"cost", "now"}),
        ("was it free", {"cost"}),
        ("free school meals", set()),
        ("how do i get a free bus pass", set()),
        ("is there free parking", set()),
        ("is it freezing", set()),
        ("how much do we the residents pay", {"money", "number"}),
        ("paid for already, how much is left", {"number"}),
    ],
)
def test_what_an_answer_should_hold_is_read_from_the_words(message: str, wants: set[str]) -> None:
    assert read(message).wants == wants


@pytest.mark.parametrize(
    "message",
    [
        *("has recycling gone up", "are complaints going down", "has the number of buses come down", "did it go up"),
        *("has crime increased", "is air quality improving", "have the roads worsened", "an increase in carers"),
        *("have visitor numbers risen", "has spending on libraries fallen", "is the fleet growing", "have they grown"),
        *("has it got any better", "are buses getting worse", "is recycling better or worse", "has it shrunk"),
        *("are there more gritters than before", "is it higher than last year", "fewer than it was", "up on last year"),
        *("compared to 2019", "compare the number of wardens", "how has spending on roads changed"),
        *("how did the number of gritters change", "How have bus numbers changed since 2017?", "HAS IT GONE DOWN"),
        *("has spending fallen in the last year", "have numbers grown over the years", "did you increase the budget"),
        *("was it less before", "were there more back then", "a tree has fallen, has the number of gritters gone up"),
    ],
)
def test_up_or_down_over_the_years_is_a_trend(message: str) -> None:
    assert "trend" in read(message).wants


@pytest.mark.parametrize(
    "message",
    [
        *("a tree has fallen on the path", "a tree came down across our road", "branches falling off", "fallen tree"),
        *("the hedge has grown over the pavement", "weeds growing through the tarmac", "growing veg in the garden"),
        *("i fell on the pavement", "mum has fallen", "i've fallen behind with the rent", "my son fell over"),
        *("the wall is falling to bits", "i grew up in care", "a grown man", "a pay rise", "i dropped my ring"),
        *("who came up with that", "poo coming up through the drain", "falling apart", "two grown-ups"),
        *("how do i get a dropped kerb", "where can i be dropped off", "someone dropping litter"),
        *("the river is rising", "water still rising in the street", "there is rising damp", "a rose bush in the way"),
        *("can i go down to the tip", "will you come up my road", "when are you coming down our street"),
        *("what are you doing to improve the buses", "will you increase council tax", "how can we improve our village"),
        *("is the council improving the roads", "plans to increase recycling", "upstairs", "the growth hub", "change"),
        *("i want to change my address", "has my address changed", "more about that", "a bigger bin", "down the road"),
    ],
)
def test_what_falls_grows_or_should_get_better_is_no_trend(message: str) -> None:
    assert "trend" not in read(message).wants


@pytest.mark.parametrize(
    "message",
    [
        *("what happened to the shire grants", "whatever happened to the bus to melton", "What's happened to the bus"),
        *("what\u2019s changed", "what's become of the tip"),
        *("what became of the library van", "whats become of it", "what has become of the wardens", "what has changed"),
        *("what changed in gritting", "there used to be a tip here", "any changes since 2019"),
        "changes over the years",
    ],
)
def test_what_became_of_something_is_a_story(message: str) -> None:
    assert "story" in read(message).wants


@pytest.mark.parametrize(
    "message",
    [
        *("what happens to my recycling", "what happened", "what happens with my bin", "i used to be a carer"),
        *("we used to be with another council", "tell me a story", "can i change my bin day", "what is happening"),
    ],
)
def test_what_happens_now_is_no_story(message: str) -> None:
    assert "story" not in read(message).wants


@pytest.mark.parametrize(
    ("message", "wants"),
    [
        ("has the number of gritters gone up", {"number", "trend"}),
        ("what happened to the money for the grants", {"story"}),
        ("has spending gone up and what changed", {"money", "trend", "story"}),
    ],
)
def test_a_trend_or_a_story_may_want_a_figure_as_well(message: str, wants: set[str]) -> None:
    assert read(message).wants >= wants


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


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ("I meant the blue badge", "the blue badge"),
        ("no sorry i meant garden waste", "garden waste"),
        ("That's not what I asked, I meant Recycling sites", "Recycling sites"),
    ],
)
def test_a_repair_keeps_only_what_is_meant(message: str, text: str) -> None:
    question = read(message)
    assert question.is_repair
    assert question.text == text


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ("not that one, the 1620s house", "the 1620s house"),
        ("not that sorry, i meant the bus pass", "the bus pass"),
        ("no not the bus pass, the blue badge", "no not the bus pass, the blue badge"),
        ("wrong one, the library card", "wrong one, the library card"),
    ],
)
def test_what_says_what_is_not_meant_is_a_repair(message: str, text: str) -> None:
    question = read(message)
    assert question.is_repair
    assert question.text == text


@pytest.mark.parametrize("message", ["No, I meant garden waste", "sorry, i meant garden waste"])
def test_a_repair_may_have_commas(message: str) -> None:
    question = read(message)
    assert question.is_repair
    assert question.text == "garden waste"


def test_a_repair_that_says_nothing_further_keeps_its_words() -> None:
    question = read("that's not what I asked")
    assert question.is_repair
    assert question.text == "that's not what I asked"


def test_an_ordinary_question_is_no_repair() -> None:
    assert not read("what does the asset plan mean").is_repair


@pytest.mark.parametrize("rest", ["bins aren't emptied, they won't come", "the council’s own carers’ grant"])
def test_a_repair_with_apostrophes_is_cut_at_the_right_letter(rest: str) -> None:
    assert read(f"I meant {rest}").text == rest


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


# What was meant stands last, or behind a grumble


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ("sorry, the green bin i meant", "the green bin"),
        ("no, the one in Quorn I meant.", "the one in Quorn"),
        ("sorry i keep saying adopt i mean foster. who do we talk to", "foster. who do we talk to"),
        ("no not them, i mean the smart libraries", "the smart libraries"),
        ("youre just reading me a leaflet. how many houses got it inside", "how many houses got it inside"),
        ("That's no help. Who do I ring about the light?", "Who do I ring about the light?"),
    ],
)
def test_what_is_asked_is_read_without_what_puts_it_right(message: str, text: str) -> None:
    question = read(message)
    assert (question.text, question.is_repair) == (text, True)


@pytest.mark.parametrize(
    "message",
    ["you are great. thanks a lot for that", "my bin was missed again. who do i ring", "this is rubbish."],
)
def test_what_grumbles_about_no_answer_is_no_repair(message: str) -> None:
    assert read(message).text == message


@pytest.mark.parametrize(
    "message", ["where do i sign up then", "how do i apply", "how do we join", "when did it first start"]
)
def test_what_one_does_with_anything_says_nothing_of_the_matter(message: str) -> None:
    assert read(message).leans == 1.0


@pytest.mark.parametrize("message", ["did it ever come to owt", "what came of the electric buses, did they ever run"])
def test_what_came_of_something_is_a_story(message: str) -> None:
    assert "story" in read(message).wants


def test_what_it_saves_is_money() -> None:
    assert {"money", "cost"} <= read("what do they reckon it saves").wants
