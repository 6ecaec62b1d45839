"""After the guest has left."""

from bellhop.journeys.catalogue.ready import ready

AFTER = (
    ready(
        "review_request",
        ("Просьба об отзыве", "Review request"),
        {"type": "offset", "anchor": "checkout", "hours": 4},
        (
            """
{% if guest_name %}{{ guest_name }}, спасибо{% else %}Спасибо{% endif %}, что выбрали {{ hotel_name }}! Будем благодарны за честный отзыв{% if review_link %}:
{{ review_link }}
{% else %}. {% endif %}
А если хотите сказать что-то лично нам, просто ответьте на это сообщение.
""",
            """
{% if guest_name %}{{ guest_name }}, thank{% else %}Thank{% endif %} you for choosing {{ hotel_name }}! We would be grateful for your honest review{% if review_link %}:
{{ review_link }}
{% else %}. {% endif %}
And if you would rather tell us directly, simply reply to this message.
""",
        ),
        priority=80,
        not_between={"start": "20:00", "end": "10:00"},
        # an open complaint delays the request; it never chooses who is asked
        keep_hours=24 * 14,
    ),
    ready(
        "recovery_followup",
        ("Решён ли вопрос", "Recovery follow-up"),
        {"type": "event", "event": "case_solved", "delay_minutes": 60},
        (
            """
Нам сказали, что вопрос решён. Это правда так? Если что-то осталось, ответьте «нет», и мы вернёмся к нему сразу.
""",
            """
We were told that the problem has been solved. Is that really so? If anything is left, just reply "no" and we will come back to it at once.
""",
        ),
        ask="solved",
        awaited=True,
        priority=90,
        once="each",
        keep_hours=24,
    ),
    ready(
        "win_back",
        ("Приглашение вернуться", "Win-back"),
        {"type": "local", "anchor": "checkout", "days": 75, "time": "11:00"},
        (
            """
{% if guest_name %}{{ guest_name }}, мы{% else %}Мы{% endif %} в {{ hotel_name }} вспоминаем вас с теплом. Соберётесь снова, пишите прямо сюда: подберём номер без посредников. Не хотите таких писем, ответьте СТОП.
""",
            """
{% if guest_name %}{{ guest_name }}, we{% else %}We{% endif %} at {{ hotel_name }} remember you fondly. When you plan to come again, write to us here and we will find you a room without a middleman. To get no more of these, reply STOP.
""",
        ),
        who={
            "all": [
                {"fact": "mood", "op": "is_not", "value": "negative"},
                {"fact": "in_house", "value": False},
                {"fact": "comes_again", "value": False},
            ]
        },
        kind="marketing",
        once="year",
        priority=20,
        keep_hours=72,
    ),
    ready(
        "birthday",
        ("День рождения", "Birthday"),
        {"type": "birthday", "time": "10:00"},
        (
            """
{% if guest_name %}{{ guest_name }}, с{% else %}С{% endif %} днём рождения! Пусть год будет добрым, а дороги лёгкими. Ваш {{ hotel_name }}.
""",
            """
Happy birthday{% if guest_name %}, {{ guest_name }}{% endif %}! May the year be kind and the journeys easy. Yours, {{ hotel_name }}.
""",
        ),
        kind="marketing",
        once="year",
        priority=65,
        keep_hours=10,
    ),
)
