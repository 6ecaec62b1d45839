"""One form becomes knowledge: the sentences that a hotel's first answers are made of, in its own
language where we have it, and in English."""

from __future__ import annotations

from dataclasses import dataclass

from bellhop.knowledge import NewEntry

LANGUAGES = ("ru", "en")
QUESTIONS = {
    "check-in": ("Во сколько заезд?", "What time is check-in?"),
    "check-out": ("До скольки нужно выехать?", "What time is check-out?"),
    "breakfast": ("Во сколько завтрак?", "What time is breakfast?"),
    "wifi": ("Какой пароль от Wi-Fi?", "What is the Wi-Fi password?"),
    "parking": ("Есть ли у вас парковка?", "Do you have parking?"),
    "address": ("Где вы находитесь?", "Where are you?"),
    "phone": ("Как вам позвонить?", "What is your phone number?"),
}
BREAKFAST = {
    "included": ("Он входит в стоимость.", "It is included in the room rate."),
    "paid": ("Он оплачивается отдельно: {price}.", "It is paid separately: {price}."),
}
PARKING = {
    "free": ("Да, у отеля есть бесплатная парковка.", "Yes, the hotel has free parking."),
    "paid": ("Да, у отеля есть парковка: {price}.", "Yes, the hotel has parking: {price}."),
    "none": ("Своей парковки у отеля нет.", "The hotel has no parking of its own."),
}


@dataclass(frozen=True, slots=True)
class Form:
    """What somebody wrote; times are checked, an empty field says nothing."""

    check_in: str = "14:00"
    check_out: str = "12:00"
    breakfast: str = "included"
    breakfast_from: str = "07:30"
    breakfast_until: str = "10:30"
    breakfast_price: str = ""
    wifi_name: str = ""
    wifi_password: str = ""
    parking: str = "none"
    parking_price: str = ""
    address: str = ""
    desk_phone: str = ""


def entries(form: Form, *, has_wifi_password: bool) -> list[NewEntry]:
    """Every answer in every language we can write."""
    said = _said(form, has_wifi_password=has_wifi_password)
    return [
        NewEntry(key, QUESTIONS[key][at], pair[at], language, key)
        for key, pair in said.items()
        for at, language in enumerate(LANGUAGES)
    ]


def _said(form: Form, *, has_wifi_password: bool) -> dict[str, tuple[str, str]]:
    said = {
        "check-in": (f"Заезд с {form.check_in}.", f"Check-in is from {form.check_in}."),
        "check-out": (f"Выезд до {form.check_out}.", f"Check-out is until {form.check_out}."),
        "breakfast": _breakfast(form),
        "parking": _filled(PARKING[form.parking], form.parking_price),
    }
    if has_wifi_password:
        name_ru = f"Сеть {form.wifi_name}, пароль" if form.wifi_name else "Пароль от Wi-Fi"
        name_en = f"The network is {form.wifi_name}, the" if form.wifi_name else "The Wi-Fi"
        said["wifi"] = (
            f"{name_ru}: {{{{wifi_password}}}}.",
            f"{name_en} password is {{{{wifi_password}}}}.",
        )
    if form.address:
        said["address"] = (f"Наш адрес: {form.address}.", f"Our address: {form.address}.")
    if form.desk_phone:
        said["phone"] = (f"Стойка: {form.desk_phone}.", f"Reception: {form.desk_phone}.")
    return said


def _breakfast(form: Form) -> tuple[str, str]:
    if form.breakfast == "none":
        return ("Завтраков в отеле нет.", "The hotel serves no breakfast.")
    ru, en = _filled(BREAKFAST[form.breakfast], form.breakfast_price)
    hours = (form.breakfast_from, form.breakfast_until)
    return (
        f"Завтрак с {hours[0]} до {hours[1]}. {ru}",
        f"Breakfast is from {hours[0]} to {hours[1]}. {en}",
    )


def _filled(pair: tuple[str, str], price: str) -> tuple[str, str]:
    ru, en = pair
    return (ru.replace("{price}", price), en.replace("{price}", price))
