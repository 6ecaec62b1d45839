"""While the guest is in house."""

from bellhop.journeys.catalogue.ready import ready

DURING = (
    ready(
        "welcome_checked_in",
        ("Гость заселился", "Checked in"),
        {"type": "event", "event": "checked_in", "delay_minutes": 15},
        (
            """
Добро пожаловать{% if guest_name %}, {{ guest_name }}{% endif %}! Располагайтесь. По любому вопросу пишите в этот чат: про завтрак, Wi-Fi, полотенца, такси. Ответим и днём и ночью.

Всё ли понравилось в номере с первого взгляда?
""",
            """
Welcome{% if guest_name %}, {{ guest_name }}{% endif %}! Make yourself at home. For anything at all, breakfast, Wi-Fi, towels, a taxi, write here: we answer day and night.

Is the room as you hoped?
""",
        ),
        in_stay=True,
        priority=70,
        keep_hours=3,
    ),
    ready(
        "how_is_everything",
        ("Как всё проходит", "How is everything"),
        {"type": "offset", "anchor": "checkin", "hours": 2},
        (
            """
Как вам у нас? Оцените, пожалуйста, от 1 до 5 или напишите своими словами: ответ прочтёт живой человек, и если что-то не так, мы успеем исправить.
""",
            """
How do you like it so far? Give us a number from 1 to 5 or tell us in your own words: a person reads every answer, and if something is wrong there is still time to put it right.
""",
        ),
        who={"fact": "nights", "op": "at_least", "value": 1},
        ask="rating",
        in_stay=True,
        priority=55,
        not_between={"start": "20:30", "end": "10:30"},
    ),
    ready(
        "first_night",
        ("После первой ночи", "First night"),
        {"type": "local", "anchor": "checkin", "days": 1, "time": "10:30"},
        (
            """
Доброе утро! Как спалось? Если было шумно, жарко или не хватило подушки, скажите, поправим уже сегодня.
""",
            """
Good morning! Did you sleep well? If it was noisy or warm, or a pillow was missing, tell us and we will see to it today.
""",
        ),
        who={
            "all": [
                {"fact": "nights", "op": "at_least", "value": 2},
                {"fact": "received", "op": "has_not", "value": "how_is_everything"},
            ]
        },
        in_stay=True,
        priority=56,
    ),
    ready(
        "mid_stay",
        ("В середине отдыха", "Mid-stay"),
        {"type": "local", "anchor": "middle", "days": 0, "time": "11:00"},
        (
            """
Вот и середина вашего отдыха. Всего ли хватает: полотенец, воды, тишины? Подскажите, когда удобнее убирать номер, и спрашивайте, куда сходить: мы знаем город.
""",
            """
You are halfway through your stay. Is there enough of everything: towels, water, quiet? Tell us when it suits you best to have the room cleaned, and ask us where to go: we know the town.
""",
        ),
        who={
            "all": [
                {"fact": "nights", "op": "at_least", "value": 4},
                {"fact": "mood", "op": "is_not", "value": "negative"},
            ]
        },
        in_stay=True,
        priority=45,
    ),
    ready(
        "pre_checkout",
        ("Вечер перед выездом", "Evening before departure"),
        {"type": "local", "anchor": "checkout", "days": -1, "time": "18:00"},
        (
            """
Завтра, {{ check_out_date }}, день выезда, расчётный час {{ check_out_time }}. Нужны ли такси, ранний завтрак или место для вещей? Если хотите задержаться, напишите сегодня, узнаем, свободен ли номер.
""",
            """
Tomorrow, {{ check_out_date }}, is your departure day; check-out is at {{ check_out_time }}. Would you like a taxi, an early breakfast or a place for your bags? If you wish to stay longer, tell us today and we will see whether the room is free.
""",
        ),
        in_stay=True,
        priority=60,
    ),
    ready(
        "checkout_day",
        ("День выезда", "Departure day"),
        {"type": "local", "anchor": "checkout", "days": 0, "time": "08:30"},
        (
            """
Доброе утро! Выезд сегодня до {{ check_out_time }}. Ключ оставьте на стойке, вещи можно сдать в камеру хранения. Спасибо, что остановились у нас!
""",
            """
Good morning! Check-out is until {{ check_out_time }} today. Please leave the key at the desk; you may leave your bags in our luggage room. Thank you for staying with us!
""",
        ),
        in_stay=True,
        priority=50,
        keep_hours=3,
    ),
    ready(
        "disruption",
        ("Неполадки в отеле", "Disruption"),
        {"type": "by_hand"},
        ("{{ event.text }}", "{{ event.text }}"),
        awaited=True,
        priority=100,
        once="each",
        keep_hours=3,
    ),
)
