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
