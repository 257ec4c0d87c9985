"""Ten thousand people, ten requests, and everybody's mail as the preview shows it."""

from pathlib import Path

from sqlalchemy import select

from shopmail.campaigns.audience import values_of
from shopmail.campaigns.composing import outgoing
from shopmail.campaigns.previewing import preview
from shopmail.campaigns.saving import get
from shopmail.delivery.message import UNSUBSCRIBE_URL
from shopmail.model import Contact
from shopmail.sending.starting import send
from tests.sending.ready import (
    a_campaign,
    an_open_shop,
    in_half_an_hour,
    post_office,
    sends,
    the_counts,
)
from tests.standin import StandIn

PEOPLE = 10_000

THREE_FIELDS = """
name = "Autumn"
subject = "{{ first_name | default: 'Hello' }}, autumn is here"
preview_text = "New in {{ city | default: 'town' }}"

[[block]]
kind = "heading"
text = "Dear {{ first_name | default: 'friend' }} {{ last_name | default: '' }}"

[[block]]
kind = "button"
text = "Roses for {{ city | default: 'you' }}"
url = "https://example.com/?town={{ city | default: '' }}"
"""


def test_ten_requests_and_everybody_gets_what_the_preview_shows(post: StandIn, tmp_path: Path) -> None:
    with an_open_shop(tmp_path, PEOPLE) as shop:
        campaign_id = a_campaign(shop, THREE_FIELDS)
        with shop.reading() as session:
            shown = [preview(session, get(session, campaign_id), f"p{n}@example.org") for n in (0, 9_999)]

        send(shop, post_office(post), campaign_id, in_half_an_hour)

        # The stand-in is as strict as the published specification: what it did not take has no 202.
        bodies = [request for request in post.requests if request.path == "/v3/mail/send"]
        assert [request.status for request in bodies] == [202] * 10
        assert the_counts(shop, campaign_id) == {"accepted": PEOPLE}
        mails = {mail.to: mail for mail in post.mails}
        assert len(post.mails) == len(mails) == PEOPLE
        with shop.reading() as session:
            people = {row[0]: row[1] for row in session.execute(select(Contact.email, Contact.id))}
            values = values_of(session, people.values())
            mail_of = outgoing(session, get(session, campaign_id)).mail.mail
    assert mails.keys() == people.keys()
    assert sends(post) == 10
    for email, contact_id in people.items():
        expected, got = mail_of(values[contact_id]), mails[email]
        link = got.unsubscribe_url
        assert got.subject == expected.subject
        assert got.html == expected.html.replace(UNSUBSCRIBE_URL, link)
        assert got.text == expected.text.replace(UNSUBSCRIBE_URL, link)
    for seen in shown:
        got = mails[seen.mail.to]
        link = got.unsubscribe_url
        assert (got.subject, got.html.replace(link, UNSUBSCRIBE_URL)) == (seen.mail.subject, seen.mail.html)
        assert got.text.replace(link, UNSUBSCRIBE_URL) == seen.mail.text
    one = mails["p7@example.org"]
    assert "O&#39;Hara &amp; &lt;7&gt;" in one.html
    assert "town=P%C3%ADsek%207" in one.html
    assert (one.others, one.sender, one.name) == ([], "shop@example.com", "")
    assert one.custom_args.keys() == {"sm_recipient"}
    assert one.categories == ["shopmail", "sm-00"]


def test_nothing_about_a_person_travels_beside_the_mail(post: StandIn, tmp_path: Path) -> None:
    """Categories and custom arguments are kept by SendGrid as non-personal data: random ids only."""
    with an_open_shop(tmp_path, 3) as shop:
        send(shop, post_office(post), a_campaign(shop), in_half_an_hour)
    for mail in post.mails:
        beside = " ".join((*mail.custom_args.values(), *mail.categories, mail.batch_id))
        assert "@" not in beside
        assert "ofie" not in beside
        assert mail.to.partition("@")[0] not in mail.custom_args["sm_recipient"]
    assert len({mail.custom_args["sm_recipient"] for mail in post.mails}) == 3
