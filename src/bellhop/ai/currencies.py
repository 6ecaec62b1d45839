"""How money is written, by currency, in Russian and English."""

from __future__ import annotations

CURRENCIES: dict[str, str] = {
    "RUB": r"₽|руб\.?(?!\w)|рубл\w+|р\.|р(?!\w)|rub(?!\w)|rur(?!\w)|rou?bles?",
    "USD": r"\$|usd|us dollars?|dollars?|доллар\w*|бакс\w*",
    "EUR": r"€|eur(?!o)|euros?|евро",
    "GEL": r"₾|gel(?!\w)|lari|лари",
    "TRY": r"₺|tl(?!\w)|try(?!\w)|liras?|лир\w*",
    "KZT": r"₸|kzt|tenge|тенге|тг(?!\w)",
    "GBP": r"£|gbp|pounds?|фунт\w*",
    "CNY": r"¥|cny|yuan|юан\w*",
    "AED": r"aed|dirhams?|дирхам\w*",
    "AMD": r"֏|amd|drams?|драм\w*",
    "UAH": r"₴|uah|грн|гривен\w*|гривн\w*",
    "UZS": r"uzs|soums?|сум(?!\w)|сумов",
    "KGS": r"kgs|сом(?!\w)|сомов",
    "THB": r"฿|thb|baht|бат(?!\w)|батов",
    "RSD": r"rsd|dinars?|динар\w*",
    "CHF": r"chf|francs?|франк\w*",
    "PLN": r"zł|pln|zlot\w+|злот\w*",
    "CZK": r"kč|czk|крон(?!\w)|korunas?",
}
MONEY_WORDS = "(?:" + "|".join(CURRENCIES.values()) + ")"
# Signs and codes that also stand before the amount: "€ 20", "AED 110"
MONEY_SIGNS = r"(?:[$€£₽₾₺₸¥֏₴฿]|" + "|".join(sorted({*map(str.lower, CURRENCIES)})) + ")"
