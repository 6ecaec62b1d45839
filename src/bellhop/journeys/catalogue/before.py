"""Before the guest arrives."""

from bellhop.journeys.catalogue.ready import ready

BEFORE = (
    ready(
        "booking_confirmed",
        ("Бронь подтверждена", "Booking confirmed"),
        {"type": "event", "event": "booked", "delay_minutes": 3},
        (
            """
Здравствуйте{% if guest_name %}, {{ guest_name }}{% endif %}! Это {{ hotel_name }}, мы получили вашу бронь: заезд {{ check_in_date }}, выезд {{ check_out_date }}.

Я автоматический помощник отеля и отвечаю в этом чате круглосуточно, а если понадобится человек, позову его. Здесь же подскажу всё о поездке. Удобно ли вам получать от нас сообщения сюда? Если нет, напишите СТОП.
""",
            """
Hello{% if guest_name %} {{ guest_name }}{% endif %}! This is {{ hotel_name }}. We have your booking: arriving {{ check_in_date }}, leaving {{ check_out_date }}.

I am the hotel's automatic assistant. I answer here day and night and call a colleague when you need a person. Is it all right to send you the details of your trip here? If not, just reply STOP.
""",
        ),
        awaited=True,
        priority=90,
        keep_hours=24,
    ),
    ready(
        "pre_arrival_3d",
        ("За три дня до заезда", "Three days before"),
        {"type": "local", "anchor": "checkin", "days": -3, "time": "11:00"},
        (
            """
{% if guest_name %}{{ guest_name }}, до{% else %}До{% endif %} вашего приезда осталось три дня. Ждём вас {{ check_in_date }}, номер готов с {{ check_in_time }}.{% if address %} Наш адрес: {{ address }}.{% endif %}

Подскажите, пожалуйста, в котором часу вас ждать и нужно ли что-нибудь приготовить заранее?
""",
            """
{% if guest_name %}{{ guest_name }}, only{% else %}Only{% endif %} three days to go! We expect you on {{ check_in_date }}; rooms are ready from {{ check_in_time }}.{% if address %} Our address: {{ address }}.{% endif %}

What time do you plan to arrive, and is there anything we can prepare for you?
""",
        ),
        who={"fact": "status", "value": "booked"},
        priority=40,
    ),
    ready(
        "pre_arrival_1d",
        ("За день до заезда", "The day before"),
        {"type": "local", "anchor": "checkin", "days": -1, "time": "16:00"},
        (
            """
До встречи завтра! Заселяем с {{ check_in_time }}, возьмите с собой паспорт.{% if address %} Мы находимся здесь: {{ address }}.{% endif %}

Если приедете поздно вечером, напишите в этот чат{% if desk_phone %} или позвоните: {{ desk_phone }}{% endif %}. Всё ли в силе по времени?
""",
            """
See you tomorrow! Check-in starts at {{ check_in_time }}; please bring a passport or ID.{% if address %} You will find us here: {{ address }}.{% endif %}

If you are coming late, tell us here{% if desk_phone %} or call {{ desk_phone }}{% endif %}. Is your arrival time still the same?
""",
        ),
        who={"fact": "status", "value": "booked"},
        priority=60,
    ),
    ready(
        "arrival_day",
        ("День заезда", "Arrival day"),
        {"type": "local", "anchor": "checkin", "days": 0, "time": "09:00"},
        (
            """
Доброе утро! Сегодня ждём вас в {{ hotel_name }}. Номер будет готов к {{ check_in_time }}; если приедете раньше, оставьте у нас вещи и отдохните с дороги.

Как добраться, где припарковаться, что рядом: спрашивайте прямо здесь.
""",
            """
Good morning! We look forward to seeing you at {{ hotel_name }} today. Your room will be ready by {{ check_in_time }}; if you come earlier, leave your bags with us.

Directions, parking, what is nearby: just ask here.
""",
        ),
        who={"fact": "status", "value": "booked"},
        priority=50,
    ),
    ready(
        "room_ready",
        ("Номер готов", "Room ready"),
        {"type": "event", "event": "room_ready"},
        (
            """
Хорошая новость: ваш номер{% if room %} {{ room }}{% endif %} готов, приезжайте, когда удобно. Ключ ждёт вас на стойке.
""",
            """
Good news: your room{% if room %} {{ room }}{% endif %} is ready, come whenever suits you. The key is waiting at the desk.
""",
        ),
        who={"fact": "status", "value": "booked"},
        awaited=True,
        priority=90,
        keep_hours=3,
        in_stay=True,
    ),
    ready(
        "cancelled",
        ("Бронь отменена", "Booking cancelled"),
        {"type": "event", "event": "cancelled"},
        (
            """
Ваша бронь в {{ hotel_name }} с {{ check_in_date }} по {{ check_out_date }} отменена. Если это ошибка или планы снова изменятся, напишите сюда, и мы поможем.
""",
            """
Your booking at {{ hotel_name }} from {{ check_in_date }} to {{ check_out_date }} has been cancelled. If this is a mistake or your plans change again, write to us here and we will help.
""",
        ),
        awaited=True,
        priority=95,
        keep_hours=24,
    ),
    ready(
        "no_show",
        ("Гость не приехал", "Guest did not come"),
        {"type": "event", "event": "no_show"},
        (
            """
{% if guest_name %}{{ guest_name }}, вчера{% else %}Вчера{% endif %} мы вас ждали, но не дождались. Всё ли у вас в порядке? Подскажите, пожалуйста, нужен ли вам ещё номер.
""",
            """
{% if guest_name %}{{ guest_name }}, we{% else %}We{% endif %} were expecting you yesterday. Is everything all right? Please let us know whether you still need the room.
""",
        ),
        priority=85,
        not_between={"start": "20:00", "end": "10:00"},
        keep_hours=12,
    ),
)
