from ipaddress import IPv4Address, IPv4Interface, IPv4Network, IPv6Address, IPv6Interface, IPv6Network

from pydantic import BaseModel, EmailStr, IPvAnyAddress, IPvAnyInterface, IPvAnyNetwork, NameEmail


class Addresses(BaseModel):
    mail: EmailStr
    named: NameEmail
    four: IPv4Address
    six: IPv6Address
    four_interface: IPv4Interface
    six_interface: IPv6Interface
    four_network: IPv4Network
    six_network: IPv6Network
    any: IPvAnyAddress
    any_interface: IPvAnyInterface
    any_network: IPvAnyNetwork
