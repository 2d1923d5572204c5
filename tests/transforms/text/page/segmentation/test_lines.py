import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.text.page.segmentation import furniture, glue, lines


def line(text: str) -> lines.Line:
    return lines.make(text, 0, len(text), 1)


@given(st.text(alphabet=st.characters(), max_size=80))
def test_lines_hold_every_character_that_is_not_blank_and_have_no_blank_edges(text: str) -> None:
    covered = [False] * len(text)
    for start, end, _ in lines.spans(text, 0, len(text)):
        assert text[start:end] == text[start:end].strip()
        for at in range(start, end):
            assert not covered[at]
            covered[at] = True
    assert all(seen or text[at].isspace() for at, seen in enumerate(covered))


WRAPPED = "The pier burned down on Monday night, said the\npolice. Nobody was hurt, and a fire engine came from\nthe next village as late "


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        (WRAPPED + "as at nine in the evening.\nBy ANA R. LIND and BO BERG", 2),
        (WRAPPED + "as ten. The mayor hopes that\nBy Friday night it will be rebuilt", 1),
        ("The pier that had been closed since the storm of\nlast winter opened again.\nNobody came.", 2),
        ("Sports\nbusiness\nweather", 3),
        ("A headline that is about forty characters long\nby Ana Lind on a Monday in May", 2),
        ("A headline that is about forty characters long\nposted on 4 May 2023 by Ana Lind", 2),
        ("Three boats sank off the coast of Bari overnight,\nPolice said on Friday.", 1),
        ("A pier\nburned in\nLowton\nlast night.\nNobody was\nhurt and\nthe ferry\nis running.", 2),  # broken at its links
        ("Sports\nbusiness\nweather\nboats\npiers\nferries\nopinion", 7),
        ("It ended here, in a sentence that is long enough.\nand this is odd but short.", 2),
    ],
)
def test_hard_wrapped_lines_are_joined(text: str, joined: int) -> None:
    assert len(lines.unwrap(list(lines.spans(text, 0, len(text))), text)) == joined


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("“They came.” Story continues below advertisement Then it rained.", 3),
        ("The story continues below the surface.", 1),
        ("Advertisement", 1),
        ("It fell. ADVERTISEMENT The mayor left.", 3),
        ("It fell. CLICK HERE TO GET THE LEDGER APP The mayor left.", 3),
        ("It fell. CLICK HERE TO TURN ON NOTIFICATIONS. The mayor left.", 1),
        ("A boat in Bari. (Ana Lind/Reuters) The ship left. A pier in Rabat. (Bo Berg/AFP) It burned.", 4),
        ("He came. WATCH | How it began: The first day Duration 1:10 A look back.", 2),
        ("Copyright 2019 Ledger Broadcasting, Inc. All rights reserved. HUDSON, Fla. - A man was found.", 2),
        ("Ferry pier stays closed in LowtonWednesday, March 09, 2022", 2),
        ("The Ledger's Staff ReporterUpdated May 13, 2020", 2),
        ("Ferry pier stays closed in Lowton09 Mar 2022", 2),
        ("Ferry pier stays closed in LowtonMarch 09, 2022", 2),
        ("Ferry pier closed since 09 Mar 2022", 1),
        ("Ferry pier closed since March 09, 2022", 1),
        ("Ferry pier in Lowton Wednesday, March 09, 2022", 1),
        ("They were seen in Bari. A crowd waits at the pier in Bari. Credit: AP The ship left at noon.", 3),
    ],
)
def test_glued_blocks_are_split(text: str, pieces: int) -> None:
    found = glue.split(text, 0, len(text))
    assert len(found) == pieces
    assert "".join(text[a:b] for a, b in found).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Skip to content", "navigation"),
        ("Share this article", "navigation"),
        ("Facebook Twitter Email", "navigation"),
        ("Home News Weather Sports Contests Obits", "navigation"),
        ("View 6 Images", "navigation"),
        ("2K Shares", "navigation"),
        ("Story continues below advertisement", "promo"),
        ("Sign up for our free breaking news emails", "promo"),
        ("Get the best of the Ledger in your inbox every morning.", "promo"),
        ("By signing up, you agree to our Privacy Policy", "promo"),
        ("READ MORE: Washouts a growing risk", "teaser"),
        ("Most read", "teaser"),
        ("More from Science", "teaser"),
        ("Comments (148)", "navigation"),
        ("Join the conversation", "comments"),
        ("© 2024 Ledger Ltd. All rights reserved.", "legal"),
        ("Privacy Policy | Terms of Service", "legal"),
        ("list of 4 items", "teaser"),
        ("Enter your search terms", "navigation"),
        ("You can find this story in My Bookmarks.", "promo"),
        ("CLICK HERE TO GET THE LEDGER APP", "promo"),
        ("3 min read", "timestamp"),
        ("Editor's note: An earlier version gave a wrong date.", "correction"),
        ("This story has been corrected to show that the pier is in Bari.", "correction"),
        ("With files from Ana Lind and The Canadian Press", "credit_line"),
        ("This report by The Canadian Press was first published June 20, 2023.", "credit_line"),
        ("Reporting by Ana Lind; Editing by Bo Berg", "credit_line"),
        ("Associated Press writer Ana Lind in Oslo contributed to this report.", "credit_line"),
        ("Ana Lind is a health correspondent based in Oslo.", "author_bio"),
        ("ana.lind@ledger.example", "author_bio"),
        ("If every reader gave just £2, our future would be secure.", "promo"),
        ("Could you spare a few dollars a month to keep local news alive?", "promo"),
        ("Become a subscriber for $1 a week.", "promo"),
        ("We're an independent newsroom funded by readers, not by advertisers.", "promo"),
        ("As a nonprofit, we count on people like you.", "promo"),
        ("Cancel your subscription whenever you like.", "promo"),
        ("Start your free trial today.", "promo"),
        ("Get unlimited digital access for less than a cup of coffee.", "promo"),
        ("We'll never share your email with anyone.", "promo"),
        ("Turn on notifications to get alerts when news breaks.", "promo"),
        ("Test your knowledge with our weekly quiz.", "promo"),
        ("Share your memories in the guest book.", "promo"),
        ("Flowers may be ordered through our partner shop.", "promo"),
        ("Tune in to the program weekdays at 6 p.m.", "promo"),
        ("You can listen to the whole talk on Spotify or Apple Podcasts.", "promo"),
        ("Happy reading!", "promo"),
        ("Catch up on the day's stories in three minutes.", "promo"),
        ("Tap here to download the app.", "promo"),
        ("Prices were correct at the time of publication.", "promo"),
        ("We may earn money if you buy through our links, at no cost to you.", "promo"),
        ("Comments on this story are now closed.", "comments"),
        ("What do you think? Let us know in the comments.", "comments"),
        ("Send letters to the editor to letters@ledger.example, with your full name and town.", "other"),
        ("The author's views are personal.", "legal"),
        ("This commentary reflects the views of its author and not of this organization.", "legal"),
        ("The content of this page is for information only and is not financial advice.", "legal"),
        ("No part of this publication may be reproduced without permission.", "legal"),
        ("Media contact: Bo Berg, press office, 555-0199", "legal"),
        ("Click on the video above to hear from the family.", "navigation"),
        ("You can also watch the latest episode of Harbour Lights below:", "navigation"),
        ("This article includes an interactive map.", "navigation"),
        ("Was this article useful?", "navigation"),
        ("Read the second part of this series here.", "teaser"),
        ("This breaking news story will be updated.", "correction"),
        ("For the record: The fence was built in 1999.", "correction"),
        ("This post first appeared on the magazine's website.", "credit_line"),
        ("This article first appeared on the magazine's website.", "credit_line"),
        ("The reporting of this story was supported by a journalism fellowship.", "credit_line"),
        ("This article is part of a series on the future of farming.", "credit_line"),
        ("This report was prepared with the help of news agencies.", "credit_line"),
        ("Ana Lind contributed reporting from Oslo.", "credit_line"),
        ("The writer, a former diplomat, lives in Bergen.", "author_bio"),
        ("She is on Bluesky as @analind.", "author_bio"),
        ("Featured image courtesy of the museum.", "credit"),
        ("Can you help? Donate to keep this page free.", "promo"),
        ("Before you go, please think of a gift to the Ledger.", "promo"),
        ("If this article taught you something, consider a monthly payment.", "promo"),
        ("This page is for subscribers only.", "promo"),
        ("This is sponsored content, made for a bank.", "promo"),
        ("Our shop is an affiliate of two stores and lives on their sales.", "promo"),
        ("All products here were chosen by our editors.", "promo"),
        ("That's all for now.", "promo"),
        ("Register or log in to leave a comment.", "comments"),
        ("Stay on topic and be brief.", "comments"),
        ("To submit a column, write to the desk.", "comments"),
        ("Disclosure: The Ledger's owner has shares in the port.", "legal"),
        ("This page is no substitute for medical advice.", "legal"),
        ("About Harbour Steel: Harbour Steel makes chains for ships in nine countries.", "legal"),
        ("Certain statements in this release may turn out to be wrong.", "legal"),
        ("We are a member of the Press Council.", "legal"),
        ("Can't see the chart? It is on our site.", "navigation"),
        ("Have you spotted a mistake in this page?", "correction"),
        ("We regret the error.", "correction"),
        ("Correction, 14 March: The pier is in Bari.", "correction"),
        ("Translated from the Norwegian by Bo Berg", "credit_line"),
        ("A version of this article appears in print on page 4.", "credit_line"),
        ("This piece first went out in our letter on ports.", "credit_line"),
        ("Travel for this article was paid by a ferry line.", "credit_line"),
        ("Except for the headline, this copy is as the agency sent it.", "credit_line"),
        ("Tomorrow in this series: the last ferry.", "credit_line"),
        ("— Ana Lind contributed reporting", "credit_line"),
    ],
)
def test_furniture_by_its_wording(text: str, kind: str) -> None:
    cue = furniture.cue(line(text))
    assert cue is not None
    assert cue.kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "The mayor said the pier would open on Friday.",
        "“Share what you have,” she said.",
        "He was best known as the founder of a travelling opera, which gave concerts on ships.",
        "The Holocaust museum's conversations are remembered because they involved both ministers.",
        "Disputed deaths",
        "Police enter the house",
        "Support for the prime minister among party members has fallen, a survey says.",
        "Subscribers to the service fell by a tenth in the spring, the company said.",
        "Subscription revenue rose to 40 million euros.",
        "Our investigators have read all of the emails, the prosecutor said.",
        "Follow-up emails show that the ministry knew of the leak.",
        "Research by the University of Oslo shows that 40 people were ill.",
        "Video from the scene showed smoke over the harbour.",
        "Correction officers at the prison said that 12 inmates had fled.",
        "An earlier version of the bill failed in the senate.",
        "More in-depth talks will be held on Friday.",
        "MORE BODIES WERE FOUND IN THE HARBOUR ON FRIDAY.",
        "He named the party to which he had contributed.",
        "A Danish company bought the yard in May and closed it in June.",
        "Subscribers who signed up for as little as $5 a month were later charged $39.99, the state said.",
        "The version of the bill that first appeared in committee held no exemption for small farms.",
        "The weekly, which is funded by its readers, will close in May.",
        "Guests are people like you and me, the cook said.",
        "The service will let customers cancel at any time, its owner said.",
        "The views of the harbour are the finest in the county.",
        "The author is the first winner from Bergen since 1999.",
        "The ministry said the figures had been corrected and would be published in June.",
        "The podcast has a new host, and its listeners are pleased.",
        "The writer could not be reached on Thursday.",
        "They post notices.",
        "What is a ferry for? Share prices fell on Friday.",
        "The court ordered disclosure of the letters.",
        "The minister regretted the error and resigned.",
        "The book was translated by a nurse from Bergen.",
        "This is part of a wider plan, the mayor said.",
        "The trip for this team was paid by the county.",
        "The bank is an affiliate of a Danish insurer.",
        "The company said the drug does not replace surgery.",
        "He wrote about Harbour Steel and its chains.",
        "Anyone with information is asked to write to police at harbour@police.example.",
        "The project was supported by a grant from the county.",
        "The picture was taken by a neighbour, police said.",
        "Click farms in three countries were shut down on Friday.",
        "The prices of flour and of bread may change in May, the ministry said.",
    ],
)
def test_what_is_no_furniture(text: str) -> None:
    assert furniture.cue(line(text)) is None


def test_every_pattern_has_a_name_of_its_own_and_is_found_by_it() -> None:
    names = [rule.cue.name for rule in furniture.PATTERNS]
    assert len(names) == len(set(names))
    assert furniture.pattern("with_files").matches(line("With files from Ana Lind"))


def test_what_must_occur_is_written_as_it_occurs() -> None:
    """It is looked up as a string: of a pattern nothing would ever be found."""
    gates = [gate for rule in furniture.PATTERNS for gate in rule.gates]
    assert [gate for gate in gates if gate != gate.lower() or re.search(r"\(\?|\\\w|\[\^|\)\?", gate)] == []
