"""The words by which other systems head their columns, in English, Czech, Russian, German (and some Polish).

For each target its phrases, the better ones first; they are compared folded (``folding.fold``) and whole.
Sources: the exports of Mailchimp, SendGrid, listmonk, Shopify, WooCommerce, Shoptet, PrestaShop, Google,
Outlook, Brevo, UniSender and Tilda as their programs write them, and what owners call their own columns.
"""

WORDS: dict[str, str] = {
    "email": """
        email, e-mail, email address, e-mail address, mail, e-mail 1 value, user email, subscriber
        email, primary email, emailová adresa, e-mailová adresa, mailová adresa, e-mail zákazníka,
        e-mail odběratele, почта, эл почта, электронная почта, адрес электронной почты, email адрес,
        адрес email, емейл, имейл, мейл, e-mail-adresse, emailadresse, mailadresse, adres e-mail,
        adres email, indirizzo email, courriel, recipient, recipient email, emailaddress, to email""",
    "first_name": """
        first name, firstname, fname, given name, forename, vorname, křestní jméno, jméno, meno,
        křestní, имя, imię, prénom""",
    "last_name": """
        last name, lastname, lname, surname, family name, příjmení, priezvisko, фамилия, nachname,
        familienname, nazwisko""",
    "full_name": """
        full name, fullname, name, contact name, display name, jméno a příjmení, celé jméno, jméno
        zákazníka, zákazník, odběratel, kontakt, contact, customer, customer name, имя и фамилия,
        полное имя, имя фамилия, имя клиента, клиент, контакт, vor- und nachname, vollständiger name,
        kunde, kundenname, imię i nazwisko""",
    "last_first_name": """
        фио, ф и о, фамилия имя, фамилия и имя, фамилия имя отчество, příjmení a jméno, příjmení
        jméno, nachname vorname, name vorname, surname and name, last name first name, nazwisko i imię""",
    "phone": """
        phone, phone number, telephone, mobile, mobile phone, cell, cell phone, phone 1 value, home
        phone, sms, telefon, telefonní číslo, tel, mobil, mobilní telefon, телефон, номер телефона,
        мобильный, мобильный телефон, telefonnummer, handy, handynummer, mobiltelefon, numer telefonu""",
    "birth_date": """
        birth date, birthdate, birthday, date of birth, dob, born, datum narození, narozeniny,
        narozen, дата рождения, день рождения, geburtsdatum, geburtstag, geboren, data urodzenia""",
    "gender": "gender, sex, pohlaví, пол, geschlecht, płeć",
    "street": """
        street, address, street address, address 1, address line 1, address1, ulice, ulice a číslo,
        adresa, ulica, улица, адрес, strasse, straße, straße und hausnummer, anschrift, adresse, ulica
        i numer""",
    "city": """
        city, town, address city, město, obec, mesto, город, населённый пункт, stadt, ort, wohnort,
        miasto, delivery city""",
    "postal_code": """
        postal code, postcode, post code, zip, zip code, zipcode, address zip, psč, poštovní směrovací
        číslo, индекс, почтовый индекс, plz, postleitzahl, kod pocztowy""",
    "country": """
        country, country region, country code, country name, address country, address country code,
        cc, země, stát, krajina, štát, страна, land, delivery country name""",
    "language": """
        language, lang, locale, iso language, language code, jazyk, řeč, язык, sprache, język""",
    "note": """
        note, notes, comment, comments, remark, remarks, poznámka, poznámky, komentář, примечание,
        комментарий, заметка, заметки, notiz, notizen, bemerkung, bemerkungen, anmerkung, anmerkungen,
        kommentar, uwagi""",
    "tags": """
        tags, tag, labels, label, groups, group, categories, interests, group membership, štítky,
        štítek, skupiny, skupina, značky, теги, тег, метки, метка, группы, группа, schlagworte,
        schlagwörter, gruppen, gruppe, etiketten, tagi""",
    "status": """
        opt-in status, optin status, double opt-in status, doi status, email status, subscription
        status, subscriber status, consent status, confirmation status, newsletter status, status
        newsletteru, email marketing status, email marketing consent status, marketing status, email
        consent status, status, state, stav, stav odběru, stav odběratele, stav souhlasu, stav
        přihlášení, stav potvrzení, статус, статус подписки, статус подписчика, статус подтверждения,
        статус email, состояние, состояние подписки, abo status, abonnement status, anmeldestatus,
        newsletter-status, einwilligungsstatus, zustand, stan""",
    "double_opt_in": """
        double opt-in, double optin, doi, doubleoptin, confirmed opt-in, double opt-in confirmed,
        confirmed, is confirmed, subscription confirmed, opt-in confirmed, email marketing level,
        opt-in level, optin level, dvojí potvrzení, dvojí opt-in, dvojitý opt-in, dvojité potvrzení,
        potvrzeno, potvrzen, potvrzen odběr, potvrzený odběr, odběr potvrzen, souhlas potvrzen,
        двойное подтверждение, двойной opt-in, подтверждено, подтверждён, подтверждение, подписка
        подтверждена, bestätigt, doppeltes opt-in, anmeldung bestätigt, potwierdzono""",
    "marketing": """
        accepts email marketing, accepts marketing, email marketing, marketing, newsletter, marketing
        consent, email marketing consent, email consent, consent, opt-in, optin, marketing opt-in,
        newsletter opt-in, email opt-in, subscribed, is subscribed, subscribed to newsletter,
        subscription, gdpr consent, souhlas, souhlas s newsletterem, souhlas se zasíláním, souhlas se
        zasíláním novinek, souhlas se zasíláním obchodních sdělení, souhlas s marketingem,
        marketingový souhlas, obchodní sdělení, odběr, odběr novinek, odběr newsletteru, odebírat
        novinky, odebírá, odebírá newsletter, zasílat novinky, zasílat newsletter, přihlášen k odběru,
        súhlas, odber noviniek, согласие, согласие на рассылку, согласие на маркетинг, рассылка,
        подписка, подписан, подписан на рассылку, новости, zustimmung, einwilligung,
        werbeeinwilligung, newsletter-anmeldung, newsletter abonniert, abonniert, werbung erlaubt,
        zgoda, zgoda marketingowa""",
    "confirmed_at": """
        confirmed at, confirm time, confirmation time, confirmation date, confirmed on, confirmed
        date, date confirmed, email confirm time, double opt-in date, double opt-in time, double
        opt-in at, doi date, doi time, doi timestamp, double opt-in timestamp, double opt-in confirmed
        at, confirmed timestamp, datum potvrzení, potvrzeno dne, čas potvrzení, datum a čas potvrzení,
        datum potvrzení odběru, datum potvrzení souhlasu, datum double opt-in, datum dvojího
        potvrzení, дата подтверждения, время подтверждения, дата и время подтверждения, дата
        подтверждения подписки, дата двойного подтверждения, bestätigungsdatum, datum der bestätigung,
        bestätigt am, bestätigungszeitpunkt, double-opt-in-datum, doi-datum, double-opt-in am, data
        potwierdzenia, confirmed, subscription confirmed, double opt-in, doi, potvrzeno, potvrzen,
        подтверждено, подтверждён, bestätigt""",
    "ip": """
        confirm ip, confirmation ip, confirmed ip, double opt-in ip, doi ip, opt-in ip, optin ip,
        consent ip, signup ip, subscription ip, ip confirm, ip, ip address, ip adresa, ip adresa
        potvrzení, potvrzeno z ip, ip souhlasu, ip potvrzení, ip-адрес, ip адрес, айпи, ip
        подтверждения, ip-адрес подтверждения, ip-adresse, bestätigungs-ip, ip der bestätigung, adres
        ip""",
    "method": """
        opt-in method, optin method, consent method, confirmation method, double opt-in method, doi
        method, signup method, subscription method, opt-in source, optin source, consent source,
        signup source, signup form, way of consent, method, způsob, způsob souhlasu, způsob potvrzení,
        způsob přihlášení, zdroj souhlasu, metoda, способ, способ согласия, способ подтверждения,
        способ подписки, источник подписки, метод, methode, art der einwilligung, einwilligungsart,
        anmeldeart, quelle der einwilligung, sposób""",
    "signed_up_at": """
        signup date, signup time, signup at, signed up at, signed up, date signup, subscribed at,
        subscribed on, subscription date, subscribed date, subscribe date, date subscribed,
        registered, registered at, registration date, registration, date registered, user registered,
        created at, created, date added, added time, added at, added, email add time, join date,
        joined, joined at, date joined, created on, datum registrace, datum přihlášení, datum
        přihlášení k odběru, datum odběru, přihlášen dne, registrován dne, registrace, vytvořeno,
        přidáno, datum vytvoření, datum přidání, dátum registrácie, дата регистрации, дата подписки,
        дата добавления, дата создания, подписался, зарегистрирован, anmeldedatum, angemeldet am,
        anmeldung, registrierungsdatum, registriert am, erstellt am, hinzugefügt am, data rejestracji""",
    "order_number": """
        order number, order no, order id, order code, last order number, last order id, order ref,
        order reference, order, číslo objednávky, kód objednávky, č objednávky, poslední objednávka
        číslo, číslo poslední objednávky, objednávka, номер заказа, заказ, номер последнего заказа,
        bestellnummer, bestellung, bestell nr, auftragsnummer, letzte bestellnummer, numer zamówienia""",
    "order_date": """
        order date, ordered at, date of order, last order date, last order at, date of last order,
        last purchase, last purchase date, purchase date, purchased at, order created at, last
        ordered, last order, datum objednávky, datum poslední objednávky, poslední objednávka,
        poslední nákup, datum nákupu, datum posledního nákupu, objednáno, dátum objednávky, дата
        заказа, дата последнего заказа, последний заказ, дата покупки, последняя покупка,
        bestelldatum, datum der bestellung, letzte bestellung, letztes bestelldatum, kaufdatum,
        letzter kauf, data zamówienia""",
    "order_count": """
        total orders, orders, orders count, order count, number of orders, počet objednávek,
        objednávky, objednávek, количество заказов, число заказов, заказы, заказов, anzahl
        bestellungen, bestellungen, liczba zamówień""",
    "unsubscribed_at": """
        unsub time, unsubscribed at, unsubscribed on, unsubscribe date, unsubscribe time, unsubscribed
        date, date unsubscribed, unsubscribed, opted out at, opt-out date, optout date, opt-out time,
        opted out, opt-out, optout, email blacklisted, email blocklisted, blacklisted, blocklisted,
        email optout, do not email, do not mail, has opted out of email, email opt out, left at, email
        unsubscribed, datum odhlášení, odhlášen, odhlášena, odhlášeno, odhlášen dne, odhlášení, čas
        odhlášení, nezasílat, nezasílat novinky, дата отписки, отписан, отписался, отписка, время
        отписки, abgemeldet, abgemeldet am, abmeldedatum, abmeldung, data wypisania""",
    "bounced_at": """
        clean time, cleaned at, bounced at, bounce date, bounced on, bounced, hard bounce, hard
        bounced, hard bounced at, datum vrácení, nedoručeno, дата возврата, не доставлено,
        unzustellbar, unzustellbar am""",
    "complained_at": """
        complained at, complaint date, complained, spam reported at, spam report, reported as spam,
        stížnost, datum stížnosti, жалоба, дата жалобы, beschwerde, beschwerde am""",
}

DATED_OPT_IN: str = """
        opt-in date, optin date, opt-in time, optin time, opt-in at, optin at, opted in at, opt-in
        timestamp, optin timestamp, consent date, consent time, consent at, consent timestamp, consent
        given at, date of consent, gdpr consent date, marketing consent date, email marketing updated
        at, datum souhlasu, čas souhlasu, souhlas dne, souhlas udělen dne, datum udělení souhlasu,
        datum opt-in, дата согласия, время согласия, согласие дано, дата opt-in, einwilligungsdatum,
        datum der einwilligung, zustimmungsdatum, zugestimmt am, eingewilligt am, opt-in-datum, data
        zgody, consent, opt-in, souhlas, согласие, einwilligung, zustimmung, date, datum, datum a čas,
        дата, дата и время, zeitpunkt, timestamp"""
"""The date of a yes, perhaps of the confirmation: taken as that only where no column says so plainly."""

PLAIN_DATES = "date, datum, datum a čas, дата, дата и время, zeitpunkt, timestamp"
"""Those of ``DATED_OPT_IN`` that could date anything: taken only beside a column that tells the status."""

OWNERS: str = """
        customer, user, contact, subscriber, billing, bill, bill to, billing address, default address,
        default, primary, client, member, person, profile, zákazník, zákazníka, kontakt, fakturační,
        odběratel, odběratele, клиент, клиента, подписчик, kunde, kunden, rechnung"""
"""Words before a header's own that only say whose it is: ``Default Address City``, ``billing_email``."""

STATUS_OF_ANYTHING = "status, state, stav, статус, состояние, zustand, stan"
"""Headers of a status that need not be one of agreement."""

ORDER_SIGNS = """
        financial status, fulfillment status, lineitem name, lineitem quantity, status name, item
        name, item amount, item code, total price with vat, order total, order key, order item name,
        order item code, položka objednávky název"""
"""Headers that show the rows to be orders: ``Name`` or ``code`` is the order's number, ``date`` its date."""

ORDER_NUMBERS = "name, code, kód, number, číslo, id"
ORDER_DATES = "date, datum, created at, дата"

OUR_MARK = "why_not"
"""The header by which an export of shopmail's own is known; no other program writes it."""
OUR_CONCLUSIONS = frozenset(
    ("added_at", "changed_at", "standing", OUR_MARK, "basis", "double_opt_in", "agreed_at")
)
"""Headers of such an export that are no evidence: when we heard of people, and what we make of that."""
