"""Lines the hotel says word for word, in the guest's language where we have it.

None of them promises what nobody has done: they say what is true when they are sent.
"""

from __future__ import annotations

from typing import Literal

Phrase = Literal[
    "handover",
    "handover_closed",
    "introduction",
    "media",
    "call",
    "resend",
    "stopped",
    "started",
    "greeting",
    "thanks",
    "danger",
    "complaint",
    "complaint_closed",
    "scope",
    "other_language",
    "who_are_you",
    "who_known",
    "who_unknown",
]

_PHRASES: dict[Phrase, dict[str, str]] = {
    "handover": {
        "ru": "Спасибо, что написали. Сообщение передано сотруднику отеля, он ответит вам здесь.",
        "en": "Thank you for writing. A member of the hotel's staff has been notified and will"
        " answer you here.",
        "de": "Danke für Ihre Nachricht. Unser Hotelpersonal wurde benachrichtigt und antwortet"
        " Ihnen hier.",
        "tr": "Yazdığınız için teşekkürler. Otel görevlisine haber verildi, size buradan yanıt"
        " verecek.",
        "es": "Gracias por escribir. Hemos avisado al personal del hotel, que le responderá aquí.",
        "fr": "Merci pour votre message. Le personnel de l’hôtel est prévenu et vous répondra ici.",
        "zh": "感谢您的留言。我们已通知酒店工作人员,会在这里回复您。",
        "ar": "شكرًا لرسالتك. تم إبلاغ موظف الفندق وسيجيبك هنا.",
        "kk": "Жазғаныңызға рахмет. Қонақүй қызметкеріне хабарланды, ол осында жауап береді.",
    },
    "handover_closed": {
        "ru": "Спасибо, что написали. Сотрудник отеля увидит сообщение и ответит вам здесь,"
        " когда стойка откроется.",
        "en": "Thank you for writing. The hotel's staff will see your message and answer you here"
        " when the desk opens.",
        "de": "Danke für Ihre Nachricht. Das Hotelpersonal sieht sie und antwortet Ihnen hier,"
        " sobald die Rezeption öffnet.",
        "tr": "Yazdığınız için teşekkürler. Resepsiyon açıldığında otel görevlisi mesajınızı görüp"
        " buradan yanıt verecek.",
        "es": "Gracias por escribir. El personal del hotel verá su mensaje y le responderá aquí"
        " cuando abra la recepción.",
        "fr": "Merci pour votre message. Le personnel le verra et vous répondra ici dès"
        " l’ouverture de la réception.",
        "zh": "感谢您的留言。前台开放后,酒店工作人员会看到并在这里回复您。",
        "ar": "شكرًا لرسالتك. سيرى موظفو الفندق رسالتك ويجيبونك هنا عند فتح الاستقبال.",
        "kk": "Жазғаныңызға рахмет. Қабылдау бөлімі ашылғанда қызметкер осында жауап береді.",
    },
    "introduction": {
        "ru": "Здравствуйте! Это виртуальный помощник отеля. Напишите «человек», и вам ответит"
        " сотрудник.",
        "en": "Hello! This is the hotel's virtual assistant. Write “person” to be answered by a"
        " member of staff.",
        "de": "Guten Tag! Hier schreibt der virtuelle Assistent des Hotels. Schreiben Sie"
        " „Mensch“, wenn Ihnen eine Person antworten soll.",
        "tr": "Merhaba! Otelin sanal asistanıyım. Bir görevlinin yanıtlaması için “insan” yazın.",
        "es": "¡Hola! Soy el asistente virtual del hotel. Escriba «persona» para que le responda"
        " un empleado.",
        "fr": "Bonjour ! Ici l’assistant virtuel de l’hôtel. Écrivez « personne » pour qu’un"
        " employé vous réponde.",
        "zh": "您好!我是酒店的虚拟助手。如需人工回复,请发送“人工”。",
        "ar": "مرحبًا! هنا المساعد الافتراضي للفندق. اكتب «موظف» ليجيبك أحد العاملين.",
        "kk": "Сәлеметсіз бе! Бұл қонақүйдің виртуалды көмекшісі. Қызметкер жауап беруі үшін"
        " «адам» деп жазыңыз.",
    },
    "media": {
        "ru": "Спасибо, получили. Я отвечаю только на текст, поэтому это посмотрит сотрудник.",
        "en": "Thank you, we have it. I can answer text only, so a member of staff will look at"
        " it.",
        "de": "Danke, angekommen. Ich antworte nur auf Text, daher sieht es sich eine Person an.",
        "tr": "Teşekkürler, ulaştı. Yalnızca metne yanıt verebiliyorum; bir görevli bakacak.",
        "es": "Gracias, lo hemos recibido. Solo respondo a texto; lo verá un empleado.",
        "fr": "Merci, c’est bien reçu. Je ne réponds qu’au texte : un employé va le regarder.",
        "zh": "谢谢,已收到。我只能回复文字,工作人员会查看。",
        "ar": "شكرًا، وصلتنا. أجيب عن النصوص فقط، لذلك سيطّلع عليها أحد الموظفين.",
        "kk": "Рахмет, алдық. Мен тек мәтінге жауап беремін, мұны қызметкер қарайды.",
    },
    "call": {
        "ru": "Звонки на этот номер не принимаются. Напишите здесь, что случилось.",
        "en": "Calls to this number are not answered. Please write here what you need.",
        "de": "Anrufe werden hier nicht angenommen. Bitte schreiben Sie uns hier.",
        "tr": "Bu numaraya gelen aramalar yanıtlanmıyor. Lütfen buradan yazın.",
        "es": "Este número no atiende llamadas. Escríbanos aquí, por favor.",
        "fr": "Ce numéro ne prend pas les appels. Écrivez-nous ici.",
        "zh": "此号码不接听电话。请在这里留言。",
        "ar": "لا يتم الرد على المكالمات على هذا الرقم. اكتب لنا هنا.",
        "kk": "Бұл нөмірге қоңыраулар қабылданбайды. Осында жазыңыз.",
    },
    "resend": {
        "ru": "Сообщение не открылось у нас. Отправьте его ещё раз.",
        "en": "Your message did not open on our side. Please send it again.",
        "de": "Ihre Nachricht ließ sich bei uns nicht öffnen. Bitte senden Sie sie noch einmal.",
        "tr": "Mesajınız bizde açılmadı. Lütfen yeniden gönderin.",
        "es": "Su mensaje no se abrió. Envíelo de nuevo, por favor.",
        "fr": "Votre message ne s’est pas ouvert. Merci de le renvoyer.",
        "zh": "您的消息无法打开,请重新发送。",
        "ar": "لم تُفتح رسالتك لدينا. أرسلها مرة أخرى.",
        "kk": "Хабарламаңыз ашылмады. Қайта жіберіңіз.",
    },
    "stopped": {
        "ru": "Больше не пишем первыми. На ваши вопросы ответим. Вернуть сообщения: START.",
        "en": "We will not write first any more. We still answer your questions. To undo: START.",
        "de": "Wir schreiben nicht mehr von uns aus. Fragen beantworten wir weiter. Zurück: START.",
        "tr": "Artık ilk biz yazmayacağız. Sorularınızı yanıtlarız. Geri almak için: START.",
        "es": "Ya no escribiremos primero. Seguimos respondiendo. Para deshacer: START.",
        "fr": "Nous n’écrirons plus en premier. Nous répondons toujours. Pour annuler : START.",
        "zh": "我们不会再主动联系您,但仍会回答您的问题。恢复请发送 START。",
        "ar": "لن نبدأ بمراسلتك بعد الآن، وسنجيب عن أسئلتك. للتراجع: START.",
        "kk": "Енді бірінші жазбаймыз. Сұрақтарыңызға жауап береміз. Қайтару үшін: START.",
    },
    "started": {
        "ru": "Хорошо, снова пишем вам о вашей поездке. Отключить: STOP.",
        "en": "All right, we may write to you about your stay again. To stop: STOP.",
        "de": "Gut, wir schreiben Ihnen wieder zu Ihrem Aufenthalt. Beenden: STOP.",
        "tr": "Tamam, konaklamanızla ilgili yeniden yazabiliriz. Durdurmak için: STOP.",
        "es": "De acuerdo, volveremos a escribirle sobre su estancia. Para parar: STOP.",
        "fr": "D’accord, nous pouvons de nouveau vous écrire. Pour arrêter : STOP.",
        "zh": "好的,我们会继续就您的入住与您联系。停止请发送 STOP。",
        "ar": "حسنًا، سنراسلك مجددًا بشأن إقامتك. للإيقاف: STOP.",
        "kk": "Жақсы, сапарыңыз туралы қайта жазамыз. Тоқтату: STOP.",
    },
    "greeting": {
        "ru": "Чем можем помочь?",
        "en": "How can we help?",
        "de": "Wie können wir helfen?",
        "tr": "Nasıl yardımcı olabiliriz?",
        "es": "¿En qué podemos ayudarle?",
        "fr": "Comment pouvons-nous vous aider ?",
        "zh": "请问有什么可以帮您?",
        "ar": "كيف يمكننا مساعدتك؟",
        "kk": "Қандай көмек керек?",
    },
    "thanks": {
        "ru": "Рады помочь. Пишите, если что-то понадобится.",
        "en": "Glad to help. Write any time you need something.",
        "de": "Gern geschehen. Schreiben Sie jederzeit.",
        "tr": "Rica ederiz. Bir şey gerekirse yazın.",
        "es": "Con mucho gusto. Escriba cuando lo necesite.",
        "fr": "Avec plaisir. Écrivez quand vous voulez.",
        "zh": "不客气,有需要随时留言。",
        "ar": "على الرحب والسعة. اكتب لنا متى احتجت.",
        "kk": "Оқасы жоқ. Қажет болса, жазыңыз.",
    },
    "danger": {
        "ru": "Сотрудники отеля предупреждены прямо сейчас. Если есть опасность для жизни или"
        " здоровья, звоните 112 и уходите в безопасное место.",
        "en": "The hotel's staff have been alerted right now. If anyone is in danger, call 112 and"
        " move to a safe place.",
        "de": "Das Hotelpersonal ist jetzt alarmiert. Bei Gefahr rufen Sie 112 an und bringen Sie"
        " sich in Sicherheit.",
        "tr": "Otel görevlilerine şu anda haber verildi. Tehlike varsa 112’yi arayın ve güvenli"
        " bir yere gidin.",
        "es": "El personal del hotel ya está avisado. Si hay peligro, llame al 112 y vaya a un"
        " lugar seguro.",
        "fr": "Le personnel de l’hôtel est alerté. En cas de danger, appelez le 112 et mettez-vous"
        " à l’abri.",
        "zh": "我们已立即通知酒店工作人员。如有危险,请拨打 112 并前往安全的地方。",
        "ar": "تم تنبيه موظفي الفندق الآن. إذا كان هناك خطر فاتصل بالرقم 112 وانتقل إلى مكان آمن.",
        "kk": "Қонақүй қызметкерлеріне қазір хабарланды. Қауіп болса, 112 нөміріне қоңырау шалып,"
        " қауіпсіз жерге шығыңыз.",
    },
    "complaint": {
        "ru": "Нам очень жаль, что так вышло. Сообщение передано сотруднику отеля, он ответит вам"
        " здесь.",
        "en": "We are very sorry about this. A member of the hotel's staff has been notified and"
        " will answer you here.",
        "de": "Das tut uns sehr leid. Unser Hotelpersonal wurde benachrichtigt und antwortet Ihnen"
        " hier.",
        "tr": "Bunun için çok üzgünüz. Otel görevlisine haber verildi, size buradan yanıt verecek.",
        "es": "Lo sentimos mucho. Hemos avisado al personal del hotel, que le responderá aquí.",
        "fr": "Nous en sommes vraiment désolés. Le personnel de l’hôtel est prévenu et vous"
        " répondra ici.",
        "zh": "对此我们非常抱歉。我们已通知酒店工作人员,会在这里回复您。",
        "ar": "نأسف جدًا لما حدث. تم إبلاغ موظف الفندق وسيجيبك هنا.",
        "kk": "Бұл үшін кешірім сұраймыз. Қонақүй қызметкеріне хабарланды, ол осында жауап береді.",
    },
    "complaint_closed": {
        "ru": "Нам очень жаль, что так вышло. Сотрудник отеля увидит сообщение и ответит вам здесь,"
        " когда стойка откроется.",
        "en": "We are very sorry about this. The hotel's staff will see your message and answer you"
        " here when the desk opens.",
        "de": "Das tut uns sehr leid. Das Hotelpersonal sieht Ihre Nachricht und antwortet Ihnen"
        " hier, sobald die Rezeption öffnet.",
        "tr": "Bunun için çok üzgünüz. Resepsiyon açıldığında otel görevlisi mesajınızı görüp"
        " buradan yanıt verecek.",
        "es": "Lo sentimos mucho. El personal del hotel verá su mensaje y le responderá aquí"
        " cuando abra la recepción.",
        "fr": "Nous en sommes vraiment désolés. Le personnel verra votre message et vous répondra"
        " ici dès l’ouverture de la réception.",
        "zh": "对此我们非常抱歉。前台开放后,酒店工作人员会看到并在这里回复您。",
        "ar": "نأسف جدًا لما حدث. سيرى موظفو الفندق رسالتك ويجيبونك هنا عند فتح الاستقبال.",
        "kk": "Бұл үшін кешірім сұраймыз. Қабылдау бөлімі ашылғанда қызметкер осында жауап береді.",
    },
    "scope": {
        "ru": "Я помогаю с вопросами об отеле и вашей поездке. Чем могу помочь?",
        "en": "I help with questions about the hotel and your stay. How can I help?",
        "de": "Ich helfe bei Fragen zum Hotel und zu Ihrem Aufenthalt. Was kann ich für Sie tun?",
        "tr": "Otel ve konaklamanızla ilgili sorularda yardımcı oluyorum. Nasıl yardımcı"
        " olabilirim?",
        "es": "Ayudo con preguntas sobre el hotel y su estancia. ¿En qué puedo ayudarle?",
        "fr": "Je réponds aux questions sur l’hôtel et votre séjour. Comment puis-je vous aider ?",
        "zh": "我可以回答有关酒店和您入住的问题。请问有什么可以帮您?",
        "ar": "أساعد في الأسئلة عن الفندق وإقامتك. كيف يمكنني مساعدتك؟",
        "kk": "Мен қонақүй мен сапарыңыз туралы сұрақтарға жауап беремін. Қалай көмектесейін?",
    },
    "other_language": {
        "ru": "Вот ответ отеля, он есть только на другом языке:",
        "en": "Here is the hotel's answer; we have it only in another language:",
        "de": "Hier die Antwort des Hotels, leider nur in einer anderen Sprache:",
        "tr": "Otelin yanıtı aşağıda; yalnızca başka bir dilde mevcut:",
        "es": "Esta es la respuesta del hotel, solo disponible en otro idioma:",
        "fr": "Voici la réponse de l’hôtel, disponible seulement dans une autre langue :",
        "zh": "以下是酒店的答复(仅有其他语言版本):",
        "ar": "إليك إجابة الفندق، وهي متوفرة بلغة أخرى فقط:",
        "kk": "Қонақүйдің жауабы (тек басқа тілде бар):",
    },
    "who_are_you": {
        "ru": "Если у вас есть бронь, напишите одной строкой фамилию и день заезда, например:"
        " Иванова, 12 мая. Так мы узнаем вас.",
        "en": "If you have a booking, write your surname and day of arrival in one line, for"
        " example: Smith, 12 May. Then we will know you.",
        "de": "Wenn Sie gebucht haben, schreiben Sie Nachnamen und Anreisetag in eine Zeile, zum"
        " Beispiel: Schmidt, 12. Mai.",
        "tr": "Rezervasyonunuz varsa soyadınızı ve giriş gününüzü tek satırda yazın, örneğin:"
        " Yılmaz, 12.05.",
        "es": "Si tiene una reserva, escriba en una línea su apellido y el día de llegada, por"
        " ejemplo: García, 12.05.",
        "fr": "Si vous avez une réservation, écrivez sur une ligne votre nom et le jour d’arrivée,"
        " par exemple : Martin, 12.05.",
        "zh": "如果您有预订,请用一行写下姓氏和入住日期,例如:Wang, 12.05。",
        "ar": "إذا كان لديك حجز فاكتب في سطر واحد اسم العائلة ويوم الوصول، مثلاً: Haddad, 12.05.",
        "kk": "Броньыңыз болса, тегіңіз бен келетін күніңізді бір жолға жазыңыз, мысалы:"
        " Серіков, 12.05.",
    },
    "who_known": {
        "ru": "Спасибо! Теперь мы знаем, кто вы, и видим вашу бронь.",
        "en": "Thank you! Now we know who you are and see your booking.",
        "de": "Danke! Jetzt wissen wir, wer Sie sind, und sehen Ihre Buchung.",
        "tr": "Teşekkürler! Artık sizi tanıyoruz ve rezervasyonunuzu görüyoruz.",
        "es": "¡Gracias! Ya sabemos quién es y vemos su reserva.",
        "fr": "Merci ! Nous savons maintenant qui vous êtes et voyons votre réservation.",
        "zh": "谢谢!我们已知道您是谁,并看到了您的预订。",
        "ar": "شكرًا! الآن نعرف من أنت ونرى حجزك.",
        "kk": "Рахмет! Енді сізді білеміз және броньыңызды көріп тұрмыз.",
    },
    "who_unknown": {
        "ru": "Спасибо. Связать этот чат с бронью пока не получилось; в отеле это можно сделать"
        " на стойке. На вопросы об отеле отвечу и так.",
        "en": "Thank you. This chat could not be tied to a booking yet; the front desk can do it."
        " Questions about the hotel are answered all the same.",
        "de": "Danke. Dieser Chat ließ sich noch keiner Buchung zuordnen; die Rezeption kann das"
        " tun. Fragen zum Hotel beantworten wir trotzdem.",
        "tr": "Teşekkürler. Bu sohbet henüz bir rezervasyona bağlanamadı; bunu resepsiyon"
        " yapabilir. Otelle ilgili soruları yine de yanıtlıyoruz.",
        "es": "Gracias. Aún no se ha podido asociar este chat a una reserva; la recepción puede"
        " hacerlo. Respondemos igualmente a sus preguntas sobre el hotel.",
        "fr": "Merci. Ce chat n’a pas encore pu être relié à une réservation ; la réception peut"
        " le faire. Nous répondons tout de même à vos questions sur l’hôtel.",
        "zh": "谢谢。暂时无法把此聊天与预订关联,前台可以处理。关于酒店的问题我们照常回答。",
        "ar": "شكرًا. لم نتمكن بعد من ربط هذه المحادثة بحجز؛ يمكن للاستقبال القيام بذلك."
        " ونجيب عن أسئلتك حول الفندق على أي حال.",
        "kk": "Рахмет. Бұл чатты броньмен әзірге байланыстыра алмадық; мұны қабылдау бөлімі"
        " жасай алады. Қонақүй туралы сұрақтарға бәрібір жауап береміз.",
    },
}


def phrase(name: Phrase, lang: str | None, default: str = "en") -> str:
    """A fixed line in that language, else in the hotel's, else in English."""
    lines = _PHRASES[name]
    for each in (lang, default[:2], "en"):
        if each and each[:2] in lines:
            return lines[each[:2]]
    return lines["en"]


def handover(lang: str | None, default: str, *, desk_open: bool) -> str:
    """The one honest line when a person must answer; it follows the desk's hours."""
    return phrase("handover" if desk_open else "handover_closed", lang, default)


def complaint(lang: str | None, default: str, *, desk_open: bool) -> str:
    """The handover line for a guest who complains: sorry first."""
    return phrase("complaint" if desk_open else "complaint_closed", lang, default)
