"""The vendor's chatbot loop answers one message and stops: chatbot.py URL ID TOKEN."""

import os
import sys

from whatsapp_chatbot_python import GreenAPIBot

URL, ID, TOKEN = sys.argv[1:4]
bot = GreenAPIBot(ID, TOKEN, host=URL, media=URL, delete_notifications_at_startup=False)


@bot.router.message(type_message="textMessage")
def answer(notification):
    notification.answer(f"You said: {notification.message_text}")
    receipt = bot.api.receiving.receiveNotification().data["receiptId"]
    bot.api.receiving.deleteNotification(receipt)
    os.write(1, b"done")
    os._exit(0)


bot.run_forever()
