"""What the paths of the control calls name: the house, an instance, a guest's phone."""

from typing import Annotated

from fastapi import Depends, HTTPException, Request

from bellhop.sandbox import people
from bellhop.sandbox.guest_acts import Phone
from bellhop.sandbox.house import House
from bellhop.sandbox.instances import Instance


def _house(request: Request) -> House:
    house: House = request.app.state.house
    return house


TheHouse = Annotated[House, Depends(_house)]


def _instance(instance_id: str, house: TheHouse) -> Instance:
    instance = house.instances.get(instance_id)
    if instance is None:
        raise HTTPException(404, "there is no such instance")
    return instance


TheInstance = Annotated[Instance, Depends(_instance)]


def _phone(chat: str, house: TheHouse, instance: TheInstance, request: Request) -> Phone:
    guest = people.find(house.store, instance, chat)
    if guest is None:
        raise HTTPException(404, "there is no such guest")
    return Phone(house, instance, guest, house.base_url(str(request.base_url)))


ThePhone = Annotated[Phone, Depends(_phone)]
