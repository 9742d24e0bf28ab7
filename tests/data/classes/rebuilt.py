from pydantic import BaseModel


class Employee(BaseModel):
    name: str
    manager: "Employee | None" = None
    team: "Team"


class Team(BaseModel):
    members: "list[Employee]"


Employee.model_rebuild()


class Company(BaseModel):
    teams: list[Team]
