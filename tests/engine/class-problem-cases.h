/* class-problem-cases.h: classes with faults, and what is told of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

static const ProblemCase problem_cases[] = {
  { "misspelt-type",
    "class A(BaseModel):\n"
    "    name: strr\n"
    "    age: int\n",
    "2:11 Unknown type ‘strr’. Did you mean ‘str’?\n",
    "name: any, age: integer" },
  { "other-language",
    "class A(BaseModel):\n"
    "    name: string\n"
    "    age: number\n"
    "    ok: boolean\n"
    "    n: Integer\n",
    "2:11 Unknown type ‘string’. Did you mean ‘str’?\n"
    "3:10 Unknown type ‘number’. Did you mean ‘float’?\n"
    "4:9 Unknown type ‘boolean’. Did you mean ‘bool’?\n"
    "5:8 Unknown type ‘Integer’. Did you mean ‘int’?\n",
    "name: any, age: any, ok: any, n: any" },
  { "unknown-type",
    "class A(BaseModel):\n"
    "    name: Frobnicator\n"
    "    age: int\n",
    "2:11 Unknown type ‘Frobnicator’\n",
    "name: any, age: integer" },
  { "unknown-in-brackets",
    "class A(BaseModel):\n"
    "    names: list[strin]\n"
    "    age: Optional[imt]\n",
    "2:17 Unknown type ‘strin’. Did you mean ‘str’?\n"
    "3:19 Unknown type ‘imt’. Did you mean ‘int’?\n",
    "names: any[], age: any?" },
  { "misspelt-class",
    "class User(BaseModel):\n"
    "    name: str\n"
    "\n"
    "\n"
    "class A(BaseModel):\n"
    "    user: Usr\n"
    "    users: list[User]\n",
    "6:11 Unknown type ‘Usr’. Did you mean ‘User’?\n",
    "user: any, users: User[]" },
  { "imported",
    "from models import User\n"
    "\n"
    "\n"
    "class A(BaseModel):\n"
    "    user: User\n"
    "    age: int\n",
    "5:11 ‘User’ is imported; write its class here to use it\n",
    "user: any, age: integer" },
  { "misspelt-base",
    "class A(BaseModl):\n"
    "    name: str\n",
    "1:9 Unknown class ‘BaseModl’. Did you mean ‘BaseModel’?\n",
    "name: string" },
  { "foreign-base",
    "from models import Base\n"
    "\n"
    "\n"
    "class A(Base):\n"
    "    name: str\n",
    "4:9 (warning) ‘Base’ is not written here; the fields it has are missing\n",
    "name: string" },
  { "no-base",
    "class A:\n"
    "    name: str\n",
    "1:7 (warning) ‘A’ derives from nothing; write ‘class A(BaseModel):’\n",
    "name: string" },
  { "base-below",
    "class A(B):\n"
    "    name: str\n"
    "\n"
    "\n"
    "class B(BaseModel):\n"
    "    age: int\n",
    "1:9 The class ‘B’ must be written above this one\n",
    "age: integer" },
  { "twice",
    "class A(BaseModel):\n"
    "    name: str\n"
    "\n"
    "\n"
    "class A(BaseModel):\n"
    "    age: int\n",
    "5:7 (warning) ‘A’ is declared twice; the last one counts\n",
    "age: integer" },
  { "several",
    "class A(BaseModel):\n"
    "    a: strr\n"
    "    b: int = Field(ge=\"x\")\n"
    "    c: dict[str]\n"
    "    d: str\n"
    "    e: Literal[x]\n",
    "2:8 Unknown type ‘strr’. Did you mean ‘str’?\n"
    "3:23 ‘ge’ takes a number\n"
    "4:8 ‘dict’ takes two types: dict[key, value]\n"
    "6:8 ‘Literal’ needs at least one value\n"
    "6:16 ‘x’ needs quotes here\n",
    "a: any, b: integer, c: any, d: string, e: any" },
  { "two-classes",
    "class A(BaseModel):\n"
    "    a: flot\n"
    "\n"
    "\n"
    "class B(BaseModel):\n"
    "    a: A\n"
    "    b: itn\n"
    "    c: bool\n",
    "2:8 Unknown type ‘flot’. Did you mean ‘float’?\n"
    "7:8 Unknown type ‘itn’. Did you mean ‘int’?\n",
    "a: A, b: any, c: boolean" },
  { "no-type",
    "class A(BaseModel):\n"
    "    name = \"x\"\n"
    "    age: int\n",
    "2:5 ‘name’ needs a type: ‘name: … = …’\n",
    "age: integer" },
  { "no-colon",
    "class A(BaseModel)\n"
    "    name: str\n"
    "    age: int\n",
    "1:18 Expected ‘:’ after this\n",
    "name: string, age: integer" },
  { "no-body",
    "class A(BaseModel):\n"
    "\n"
    "\n"
    "class B(BaseModel):\n"
    "    age: int\n",
    "1:7 The lines of a class are indented; write ‘pass’ where it has none\n",
    "age: integer" },
  { "no-name",
    "class (BaseModel):\n"
    "    age: int\n",
    "1:1 A class needs a name\n",
    "" },
  { "open-bracket",
    "class A(BaseModel):\n"
    "    name: list[str\n"
    "    age: int\n",
    "2:15 ‘[’ is never closed\n",
    "name: string[], age: integer" },
  { "open-string",
    "class A(BaseModel):\n"
    "    name: str = \"x\n"
    "    age: int\n",
    "2:17 This text has no closing quote\n",
    "name: string, age: integer" },
  { "odd-indent",
    "class A(BaseModel):\n"
    "    name: str\n"
    "      age: int\n"
    "    other: bool\n",
    "3:7 This line is indented without reason\n",
    "name: string, age: integer, other: boolean" },
  { "semicolon",
    "class A(BaseModel):\n"
    "    name: str;\n"
    "    age: int;\n",
    "",
    "name: string, age: integer" },
  { "typescript",
    "class A(BaseModel):\n"
    "    name?: str\n"
    "    age: int\n",
    "2:9 ‘?’ does not belong here\n",
    "name: string, age: integer" },
  { "list-of-type",
    "class A(BaseModel):\n"
    "    names: [str]\n"
    "    ages: {str: int}\n"
    "    n: int\n",
    "2:12 A list is written list[…]\n"
    "3:11 A dictionary is written dict[…, …]\n",
    "names: any, ages: any, n: integer" },
  { "call-of-type",
    "class A(BaseModel):\n"
    "    names: list(str)\n"
    "    n: int\n",
    "2:12 This is not a type; write ‘list[…]’ with square brackets\n",
    "names: any, n: integer" },
  { "bare-optional",
    "class A(BaseModel):\n"
    "    a: Optional\n"
    "    b: Union\n"
    "    c: Literal\n"
    "    d: int\n",
    "2:8 ‘Optional’ needs […] after it\n"
    "3:8 ‘Union’ needs […] after it\n"
    "4:8 ‘Literal’ needs […] after it\n",
    "a: any, b: any, c: any, d: integer" },
  { "empty-brackets",
    "class A(BaseModel):\n"
    "    a: list[]\n"
    "    b: int\n",
    "2:8 ‘list’ needs a type in its brackets\n",
    "a: any, b: integer" },
  { "too-many-in-brackets",
    "class A(BaseModel):\n"
    "    a: list[int, str]\n"
    "    b: int\n",
    "2:8 ‘list’ takes one type: list[item]\n",
    "a: any, b: integer" },
  { "brackets-on-scalar",
    "class A(BaseModel):\n"
    "    a: str[10]\n"
    "    b: int\n",
    "2:8 ‘str’ takes nothing in brackets\n",
    "a: any, b: integer" },
  { "value-as-type",
    "LIMIT = 3\n"
    "\n"
    "\n"
    "class A(BaseModel):\n"
    "    a: LIMIT\n"
    "    b: int\n",
    "5:8 ‘LIMIT’ is a value, not a type\n",
    "a: any, b: integer" },
  { "generic-count",
    "T = TypeVar(\"T\")\n"
    "\n"
    "\n"
    "class P(BaseModel, Generic[T]):\n"
    "    t: T\n"
    "\n"
    "\n"
    "class A(BaseModel):\n"
    "    p: P[int, str]\n"
    "    b: int\n",
    "9:8 ‘P’ takes 1 type in its brackets\n",
    "p: any, b: integer" },
  { "field-misspelt",
    "class A(BaseModel):\n"
    "    a: int = Field(descripton=\"x\", ge=1)\n"
    "    b: int\n",
    "2:20 (warning) ‘Field’ has no argument ‘descripton’. Did you mean ‘description’?\n",
    "a: integer, b: integer" },
  { "field-misfit",
    "class A(BaseModel):\n"
    "    a: str = Field(ge=1)\n"
    "    b: int = Field(max_length=3)\n",
    "2:20 (warning) ‘ge’ has no effect on this type\n"
    "3:20 (warning) ‘max_length’ has no effect on this type\n",
    "a: string, b: integer" },
  { "discriminator-untagged",
    "class X(BaseModel):\n"
    "    a: int\n"
    "\n"
    "\n"
    "class Y(BaseModel):\n"
    "    kind: Literal[\"y\"]\n"
    "\n"
    "\n"
    "class A(BaseModel):\n"
    "    v: X | Y = Field(discriminator=\"kind\")\n"
    "    b: int\n",
    "10:36 ‘X’ has no field ‘kind’ of the type Literal[…]\n",
    "v: X or Y, b: integer" },
  { "default-unknown",
    "class A(BaseModel):\n"
    "    a: int = compute(3)\n"
    "    b: str = f\"{x}\"\n"
    "    c: int = 3\n",
    "2:14 (warning) This default is not understood and left out\n"
    "3:14 (warning) This default is not understood and left out\n",
    "a: integer, b: string, c: integer" },
  { "alias-of-itself",
    "T = list[T]\n"
    "\n"
    "\n"
    "class A(BaseModel):\n"
    "    a: T\n"
    "    b: int\n",
    "1:1 ‘T’ contains itself; write ‘type T = …’\n",
    "a: any[], b: integer" },
  { "enum-without-values",
    "class E(Enum):\n"
    "    pass\n"
    "\n"
    "\n"
    "class A(BaseModel):\n"
    "    e: E\n"
    "    b: int\n",
    "",
    "e: enum, b: integer" },
  { "statements",
    "import os\n"
    "\n"
    "os.environ[\"X\"] = \"1\"\n"
    "print(\"x\")\n"
    "\n"
    "\n"
    "class A(BaseModel):\n"
    "    a: int\n"
    "\n"
    "    def f(self):\n"
    "        return 1\n"
    "\n"
    "    for i in range(3):\n"
    "        pass\n",
    "4:1 (warning) This says nothing of a schema and is skipped\n"
    "13:5 (warning) This says nothing of a schema and is skipped\n",
    "a: integer" },
  { "config-misspelt",
    "class A(BaseModel):\n"
    "    model_config = ConfigDict(extr=\"forbid\", extra=\"never\")\n"
    "    a: int\n",
    "2:31 (warning) Unknown setting ‘extr’. Did you mean ‘extra’?\n"
    "2:52 ‘extra’ is \"allow\", \"forbid\" or \"ignore\"\n",
    "a: integer" },
  { "nothing",
    "x = 3\n",
    "1:1 There is no class here\n",
    "" },
  { "empty",
    "\n",
    "1:1 There is no class here\n",
    "" },
};
