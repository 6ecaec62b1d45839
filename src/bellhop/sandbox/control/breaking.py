"""Switch faults on and off."""

from fastapi import APIRouter

from bellhop.sandbox.control.found import TheInstance
from bellhop.sandbox.faults import Fault, FaultWish

router = APIRouter(prefix="/instances/{instance_id}/faults")


@router.get("")
async def list_faults(instance: TheInstance) -> list[Fault]:
    """What is on."""
    return instance.faults


@router.post("", status_code=201)
async def switch_on(wish: FaultWish, instance: TheInstance) -> Fault:
    """One more fault, behind those that are on."""
    fault = Fault(**wish.model_dump())
    instance.faults.append(fault)
    return fault


@router.delete("", status_code=204)
async def clear(instance: TheInstance) -> None:
    """All off."""
    instance.faults.clear()


@router.delete("/{fault_id}", status_code=204)
async def switch_off(fault_id: int, instance: TheInstance) -> None:
    """One off."""
    instance.faults[:] = [fault for fault in instance.faults if fault.id != fault_id]
