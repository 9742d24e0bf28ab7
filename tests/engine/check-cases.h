/* check-cases.h: schemas, texts and what the check tells of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#define UNION \
  "{'anyOf':[{'$ref':'#/$defs/Cat'},{'$ref':'#/$defs/Dog'}],'$defs':{" \
  "'Cat':{'title':'Cat','type':'object','properties':{'kind':{'const':'cat'},'name':{'type':'string'}}," \
  "'required':['kind','name']}," \
  "'Dog':{'title':'Dog','type':'object','properties':{'kind':{'const':'dog'},'name':{'type':'string'}," \
  "'good':{'type':'boolean'}},'required':['kind','name']}}}"

#define SIXTY "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

#define ITERABLE \
  "{'title':'IterableN','type':'object','properties':{'items':{'type':'array','items':" \
  "{'title':'N','type':'object','properties':{'n':{'type':'integer'}},'required':['n']}}}," \
  "'required':['items']}"

static const CheckCase check_cases[] = {
  { "type-object-for-string",
    "{'type':'string'}",
    "{'a':1}",
    "!  type @0 doomed: the answer is an object, not a string\n"
    "=  invalid\n" },
  { "type-in-member",
    OBJECT ("'age':{'type':'integer'}"),
    "{'age':'30'}",
    "! /age type @7 doomed: age is a string, not an integer\n"
    "= /age invalid\n"
    "=  invalid\n" },
  { "type-null-not-allowed",
    OBJECT ("'name':{'type':'string'}"),
    "{'name': null}",
    "! /name type @9 doomed: name is null, not a string\n"
    "= /name invalid\n"
    "=  invalid\n" },
  { "type-nullable",
    OBJECT ("'name':{'type':['string','null']}"),
    "{'name': null}",
    "" },
  { "integer-fraction",
    OBJECT ("'n':{'type':'integer'}"),
    "{'n': 1.5}",
    "! /n type @9: n is 1.5, not a whole number\n"
    "= /n invalid\n"
    "=  invalid\n" },
  { "integer-exponent",
    OBJECT ("'n':{'type':'integer'}"),
    "{'n': 1500e-3}",
    "! /n type @13: n is 1500e-3, not a whole number\n"
    "= /n invalid\n"
    "=  invalid\n" },
  { "integer-exponent-whole",
    OBJECT ("'n':{'type':'integer'}"),
    "{'n': 1.5e1}",
    "" },
  { "false-schema",
    OBJECT ("'n':false"),
    "{'n': 1}",
    "! /n false @6 doomed: n is not allowed\n"
    "= /n invalid\n"
    "=  invalid\n" },
  { "minimum-sign",
    OBJECT ("'n':{'minimum':0}"),
    "{'n': -5}",
    "! /n minimum @7 doomed: n is below the minimum 0, whatever its digits\n"
    "= /n invalid\n"
    "=  invalid\n" },
  { "minimum-minus-zero",
    OBJECT ("'n':{'minimum':0}"),
    "{'n': -0.0}",
    "" },
  { "minimum-minus-zero-then-digit",
    OBJECT ("'n':{'minimum':0}"),
    "{'n': -0.01}",
    "! /n minimum @10 doomed: n is below the minimum 0, whatever its digits\n"
    "= /n invalid\n"
    "=  invalid\n" },
  { "exclusive-minimum-sign",
    OBJECT ("'n':{'exclusiveMinimum':0}"),
    "{'n': -5}",
    "! /n exclusiveMinimum @6 doomed: n is not above 0, whatever its digits\n"
    "= /n invalid\n"
    "=  invalid\n" },
  { "maximum-sign",
    OBJECT ("'n':{'maximum':-1}"),
    "{'n': 5}",
    "! /n maximum @6 doomed: n is above the maximum -1, whatever its digits\n"
    "= /n invalid\n"
    "=  invalid\n" },
  { "maximum-at-end",
    OBJECT ("'n':{'maximum':120}"),
    "{'n': 131}",
    "! /n maximum @9: n is 131, above the maximum 120\n"
    "= /n invalid\n"
    "=  invalid\n" },
  { "maximum-exponent",
    OBJECT ("'n':{'maximum':120}"),
    "{'n': 1310e-1}",
    "! /n maximum @13: n is 1310e-1, above the maximum 120\n"
    "= /n invalid\n"
    "=  invalid\n" },
  { "exclusive-maximum",
    OBJECT ("'n':{'exclusiveMaximum':10}"),
    "{'n': 10}",
    "! /n exclusiveMaximum @8: n is 10, not below 10\n"
    "= /n invalid\n"
    "=  invalid\n" },
  { "minimum-at-end",
    OBJECT ("'n':{'minimum':18}"),
    "{'n': 17}",
    "! /n minimum @8: n is 17, below the minimum 18\n"
    "= /n invalid\n"
    "=  invalid\n" },
  { "multiple",
    OBJECT ("'n':{'multipleOf':0.01}"),
    "{'n': 0.075}",
    "! /n multipleOf @11: n is 0.075, not a multiple of 0.01\n"
    "= /n invalid\n"
    "=  invalid\n" },
  { "multiple-good",
    OBJECT ("'n':{'multipleOf':0.01}"),
    "{'n': 19.99}",
    "" },
  { "big-number",
    OBJECT ("'n':{'maximum':18446744073709551615}"),
    "{'n': 18446744073709551616}",
    "! /n maximum @26: n is 18446744073709551616, above the maximum 18446744073709551615\n"
    "= /n invalid\n"
    "=  invalid\n" },
  { "root-number",
    "{'type':'integer','minimum':5}",
    "4",
    "!  minimum @1: the answer is 4, below the minimum 5\n"
    "=  invalid\n" },
  { "max-length",
    OBJECT ("'s':{'maxLength':3}"),
    "{'s': 'abcd'}",
    "! /s maxLength @10 doomed: s is longer than 3 characters\n"
    "= /s invalid\n"
    "=  invalid\n" },
  { "max-length-characters",
    OBJECT ("'s':{'maxLength':3}"),
    "{'s': 'äöü'}",
    "" },
  { "max-length-escapes",
    OBJECT ("'s':{'maxLength':2}"),
    "{'s': 'a\\nb\\ud83d\\ude00'}",
    "! /s maxLength @10 doomed: s is longer than 2 characters\n"
    "= /s invalid\n"
    "=  invalid\n" },
  { "min-length",
    OBJECT ("'s':{'minLength':3}"),
    "{'s': 'ab'}",
    "! /s minLength @9: s is shorter than 3 characters\n"
    "= /s invalid\n"
    "=  invalid\n" },
  { "pattern",
    OBJECT ("'s':{'pattern':'^[a-z]+$'}"),
    "{'s': 'abC'}",
    "! /s pattern @9 doomed: s begins with “abC”, which nothing that matches the pattern ^[a-z]+$ does\n"
    "= /s invalid\n"
    "=  invalid\n" },
  { "pattern-at-the-end",
    OBJECT ("'s':{'pattern':'^[a-z]+$'}"),
    "{'s': ''}",
    "! /s pattern @7: s is “”, which does not match the pattern ^[a-z]+$\n"
    "= /s invalid\n"
    "=  invalid\n" },
  { "pattern-length",
    OBJECT ("'s':{'pattern':'^\\\\d{3}-\\\\d{2}$'}"),
    "{'s': '123-456'}",
    "! /s pattern @13 doomed: s begins with “123-456”, which nothing that matches the pattern ^\\d{3}-\\d{2}$ does\n"
    "= /s invalid\n"
    "=  invalid\n" },
  { "pattern-characters",
    OBJECT ("'s':{'pattern':'^[^ä]*$'}"),
    "{'s': 'éü\\u00e4a'}",
    "! /s pattern @16 doomed: s begins with “éüä”, which nothing that matches the pattern ^[^ä]*$ does\n"
    "= /s invalid\n"
    "=  invalid\n" },
  { "pattern-settled",
    OBJECT ("'s':{'pattern':'^(?:a|bc)'}"),
    "{'s': 'bcd'}",
    "" },
  { "pattern-ahead",
    OBJECT ("'s':{'pattern':'^(?!.*x)[a-z]+$'}"),
    "{'s': 'abxc'}",
    "! /s pattern @11: s is “abxc”, which does not match the pattern ^(?!.*x)[a-z]+$\n"
    "= /s invalid\n"
    "=  invalid\n" },
  { "pattern-far",
    OBJECT ("'s':{'pattern':'^a+$'}"),
    "{'s': '" SIXTY "aaaa" "aab" SIXTY "aaaa'}",
    "! /s pattern @134 doomed: s begins with “" SIXTY "…”, which nothing that matches the pattern ^a+$ does\n"
    "= /s invalid\n"
    "=  invalid\n" },
  { "pattern-far-end",
    OBJECT ("'s':{'pattern':'^a+$'}"),
    "{'s': '" SIXTY "aaaa" "aab'}",
    "! /s pattern @74: s is “" SIXTY "…”, which does not match the pattern ^a+$\n"
    "= /s invalid\n"
    "=  invalid\n" },
  { "pattern-branch",
    "{'anyOf':[{'title':'A','pattern':'^a'},{'title':'B','pattern':'^b'}]}",
    "'bcd'",
    "?  string\n" },
  { "pattern-unanchored",
    OBJECT ("'s':{'pattern':'b'}"),
    "{'s': 'aaa'}",
    "! /s pattern @10: s is “aaa”, which does not match the pattern b\n"
    "= /s invalid\n"
    "=  invalid\n" },
  { "enum-letters",
    OBJECT ("'c':{'enum':['red','green']}"),
    "{'c': 'bro'}",
    "! /c enum @7 doomed: c begins with “b”, which is not “red” or “green”\n"
    "= /c invalid\n"
    "=  invalid\n" },
  { "enum-late-letter",
    OBJECT ("'c':{'enum':['red','green']}"),
    "{'c': 'reed'}",
    "! /c enum @9 doomed: c begins with “ree”, which is not “red” or “green”\n"
    "= /c invalid\n"
    "=  invalid\n" },
  { "enum-prefix",
    OBJECT ("'c':{'enum':['GREEN','GREENISH']}"),
    "{'c': 'GREEN'}",
    "" },
  { "enum-cut-short",
    OBJECT ("'c':{'enum':['GREENISH','RED']}"),
    "{'c': 'GREEN'}",
    "! /c enum @12: c is “GREEN”, not “GREENISH” or “RED”\n"
    "= /c invalid\n"
    "=  invalid\n" },
  { "enum-too-long",
    OBJECT ("'c':{'enum':['GREEN','RED']}"),
    "{'c': 'GREENS'}",
    "! /c enum @12 doomed: c begins with “GREENS”, which is not “GREEN” or “RED”\n"
    "= /c invalid\n"
    "=  invalid\n" },
  { "enum-numbers",
    OBJECT ("'n':{'enum':[1,2]}"),
    "{'n': 1.0}",
    "" },
  { "enum-number-wrong",
    OBJECT ("'n':{'enum':[1,2]}"),
    "{'n': 3}",
    "! /n enum @7: n is 3, not 1 or 2\n"
    "= /n invalid\n"
    "=  invalid\n" },
  { "enum-type",
    OBJECT ("'n':{'enum':[1,2]}"),
    "{'n': 'x'}",
    "! /n enum @6 doomed: n is a string, not a number\n"
    "= /n invalid\n"
    "=  invalid\n" },
  { "enum-compound",
    OBJECT ("'n':{'enum':[[1],{'a':2}]}"),
    "{'n': {'a':3}}",
    "! /n enum @12: n is {\"a\":3}, not [1] or {\"a\":2}\n"
    "= /n invalid\n"
    "=  invalid\n" },
  { "const-string",
    OBJECT ("'k':{'const':'user'}"),
    "{'k': 'usher'}",
    "! /k const @9 doomed: k begins with “ush”, which is not “user”\n"
    "= /k invalid\n"
    "=  invalid\n" },
  { "const-null",
    OBJECT ("'k':{'const':null}"),
    "{'k': null}",
    "" },
  { "const-boolean",
    OBJECT ("'k':{'const':true}"),
    "{'k': false}",
    "! /k const @10: k is false, not true\n"
    "= /k invalid\n"
    "=  invalid\n" },
  { "required",
    "{'type':'object','required':['a','b']}",
    "{'a': 1}",
    "! /b required @7: b is missing\n"
    "=  invalid\n" },
  { "required-nested",
    OBJECT ("'p':{'type':'object','required':['x']}"),
    "{'p': {}, 'q': 1}",
    "! /p/x required @7: x is missing\n"
    "= /p invalid\n"
    "=  invalid\n" },
  { "required-cut",
    "{'type':'object','required':['a','b']}",
    "{'a': 1",
    "" },
  { "additional",
    "{'properties':{'name':{}},'additionalProperties':false}",
    "{'name': 1, 'age': 2}",
    "!  additionalProperties @13 doomed: no known field begins with “a”\n"
    "= /age invalid\n"
    "=  invalid\n" },
  { "additional-longer",
    "{'properties':{'name':{}},'additionalProperties':false}",
    "{'names': 1}",
    "!  additionalProperties @6 doomed: no known field begins with “names”\n"
    "= /names invalid\n"
    "=  invalid\n" },
  { "additional-shorter",
    "{'properties':{'name':{}},'additionalProperties':false}",
    "{'na': 1}",
    "! /na additionalProperties @4 doomed: na is not a known field\n"
    "= /na invalid\n"
    "=  invalid\n" },
  { "additional-cut",
    "{'properties':{'name':{}},'additionalProperties':false}",
    "{'nax",
    "!  additionalProperties @4 doomed: no known field begins with “nax”\n" },
  { "additional-pattern",
    "{'patternProperties':{'^x':{}},'additionalProperties':false}",
    "{'x1': 1, 'y': 2}",
    "!  additionalProperties @11 doomed: no known field begins with “y”\n"
    "= /y invalid\n"
    "=  invalid\n" },
  { "additional-pattern-or-name",
    "{'properties':{'name':{}},'patternProperties':{'^na?-':{}},'additionalProperties':false}",
    "{'name': 1, 'na-b': 2, 'nab': 3}",
    "!  additionalProperties @26 doomed: no known field begins with “nab”\n"
    "= /nab invalid\n"
    "=  invalid\n" },
  { "additional-pattern-anywhere",
    "{'patternProperties':{'x':{}},'additionalProperties':false}",
    "{'ax': 1, 'ay': 2}",
    "! /ay additionalProperties @13 doomed: ay is not a known field\n"
    "= /ay invalid\n"
    "=  invalid\n" },
  { "names-pattern",
    "{'propertyNames':{'pattern':'^[a-z]+$'}}",
    "{'ab': 1, 'a1b': 2}",
    "!  propertyNames @12 doomed: no field may have a name that begins with “a1”\n"
    "= /a1b invalid\n"
    "=  invalid\n" },
  { "additional-schema",
    "{'properties':{'a':{}},'additionalProperties':{'type':'integer'}}",
    "{'a': 'x', 'b': 'y'}",
    "! /b type @16 doomed: b is a string, not an integer\n"
    "= /b invalid\n"
    "=  invalid\n" },
  { "pattern-properties",
    "{'patternProperties':{'^n':{'type':'integer'}}}",
    "{'n1': 'x', 'm': 'y'}",
    "! /n1 type @7 doomed: n1 is a string, not an integer\n"
    "= /n1 invalid\n"
    "=  invalid\n" },
  { "property-names",
    "{'propertyNames':{'maxLength':3}}",
    "{'abc': 1, 'abcd': 2}",
    "!  propertyNames @15 doomed: no field may have a name that begins with “abcd”\n"
    "= /abcd invalid\n"
    "=  invalid\n" },
  { "property-names-enum",
    "{'propertyNames':{'enum':['one','two']}}",
    "{'one': 1, 'three': 2}",
    "!  propertyNames @13 doomed: no field may have a name that begins with “th”\n"
    "= /three invalid\n"
    "=  invalid\n" },
  { "property-names-pattern",
    "{'propertyNames':{'pattern':'^[a-z]$'}}",
    "{'a': 1, 'B': 2}",
    "!  propertyNames @10 doomed: no field may have a name that begins with “B”\n"
    "= /B invalid\n"
    "=  invalid\n" },
  { "max-properties",
    "{'maxProperties':1}",
    "{'a': 1, 'b': 2}",
    "!  maxProperties @11 doomed: the answer has more than 1 field\n"
    "=  invalid\n" },
  { "max-properties-no-room",
    "{'required':['a','b'],'maxProperties':2}",
    "{'x': 1, 'y': 2}",
    "!  maxProperties @3 doomed: the answer may have 2 fields, too few for those that are still required\n"
    "! /a required @15: a is missing\n"
    "! /b required @15: b is missing\n"
    "=  invalid\n" },
  { "min-properties",
    "{'minProperties':2}",
    "{'a': 1}",
    "!  minProperties @7: the answer has fewer than 2 fields\n"
    "=  invalid\n" },
  { "duplicate-member",
    OBJECT ("'a':{'type':'integer'}"),
    "{'a': 'x', 'a': 1}",
    "! /a type @6 doomed: a is a string, not an integer\n"
    "= /a invalid\n"
    "=  invalid\n" },
  { "max-items",
    "{'type':'array','maxItems':2}",
    "[1,2,3,4]",
    "!  maxItems @5 doomed: the answer has more than 2 items\n"
    "=  invalid\n" },
  { "min-items",
    "{'type':'array','minItems':2}",
    "[1]",
    "!  minItems @2: the answer has fewer than 2 items\n"
    "=  invalid\n" },
  { "items",
    "{'type':'array','items':{'type':'integer'}}",
    "[1,'x',3]",
    "! /1 type @3 doomed: item 2 is a string, not an integer\n"
    "= /1 invalid\n"
    "=  invalid\n" },
  { "prefix-items",
    "{'prefixItems':[{'type':'integer'},{'type':'string'}],'items':false}",
    "[1,'a',true,0]",
    "! /2 items @7 doomed: item 3 is one item too many\n"
    "= /2 invalid\n"
    "=  invalid\n" },
  { "prefix-items-type",
    "{'prefixItems':[{'type':'integer'},{'type':'string'}]}",
    "['a']",
    "! /0 type @1 doomed: item 1 is a string, not an integer\n"
    "= /0 invalid\n"
    "=  invalid\n" },
  { "unique",
    "{'uniqueItems':true}",
    "[1,2,1.0,{'a':1,'b':2},{'b':2,'a':1}]",
    "! /2 uniqueItems @8: item 3 is the same as item 1\n"
    "= /2 invalid\n"
    "! /4 uniqueItems @35: item 5 is the same as item 4\n"
    "= /4 invalid\n"
    "=  invalid\n" },
  { "contains",
    "{'contains':{'type':'integer'}}",
    "['a','b']",
    "!  contains @8: the answer has no item of the kind that it must contain\n"
    "=  invalid\n" },
  { "contains-good",
    "{'contains':{'minimum':5}}",
    "['a',6]",
    "" },
  { "max-contains",
    "{'contains':{'type':'integer'},'maxContains':1}",
    "[1,'x',2,3]",
    "!  maxContains @8 doomed: the answer has more than 1 item of the kind that it may contain\n"
    "=  invalid\n" },
  { "min-contains",
    "{'contains':{'const':1},'minContains':2}",
    "[1,2]",
    "!  contains @4: the answer has fewer than 2 items of the kind that it must contain\n"
    "=  invalid\n" },
  { "min-contains-zero",
    "{'contains':{'const':1},'minContains':0}",
    "[]",
    "" },
  { "all-of",
    "{'allOf':[{'required':['a']},{'properties':{'a':{'minimum':5}}}]}",
    "{'a': 3}",
    "! /a minimum @7: a is 3, below the minimum 5\n"
    "= /a invalid\n"
    "=  invalid\n" },
  { "any-of-type",
    OBJECT ("'v':{'anyOf':[{'type':'integer'},{'type':'string'}]}"),
    "{'v': 'x'}",
    "? /v string\n" },
  { "any-of-none",
    OBJECT ("'v':{'anyOf':[{'type':'integer'},{'type':'string'}]}"),
    "{'v': true}",
    "! /v anyOf @6 doomed: v is true or false, not a string or a number\n"
    "= /v invalid\n"
    "=  invalid\n" },
  { "any-of-null",
    OBJECT ("'v':{'anyOf':[{'type':'integer'},{'type':'null'}]}"),
    "{'v': null}",
    "" },
  { "any-of-null-wrong",
    OBJECT ("'v':{'anyOf':[{'type':'integer','minimum':0},{'type':'null'}]}"),
    "{'v': -3}",
    "! /v minimum @7 doomed: v is below the minimum 0, whatever its digits\n"
    "= /v invalid\n"
    "=  invalid\n" },
  { "union-discriminator-first",
    UNION,
    "{'kind': 'dog', 'name': 'Rex', 'good': true}",
    "?  Dog\n" },
  { "union-discriminator-last",
    UNION,
    "{'name': 'Rex', 'kind': 'dog'}",
    "?  Dog\n" },
  { "union-discriminator-wrong",
    UNION,
    "{'kind': 'cow', 'name': 'Elsa'}",
    "?  Cat\n"
    "! /kind const @11 doomed: kind begins with “co”, which is not “cat”\n"
    "= /kind invalid\n"
    "=  invalid\n" },
  { "union-by-key",
    "{'anyOf':[{'title':'Weather','properties':{'location':{}},'required':['location'],'additionalProperties':false},{'title':'Search','properties':{'query':{}},'required':['query'],'additionalProperties':false}]}",
    "{'query': 'x'}",
    "?  Search\n" },
  { "union-one-left-then-wrong",
    UNION,
    "{'kind': 'cat', 'name': 5}",
    "?  Cat\n"
    "! /name type @24 doomed: name is a number, not a string\n"
    "= /name invalid\n"
    "=  invalid\n" },
  { "union-all-dead",
    "{'anyOf':[{'properties':{'a':{'type':'integer'},'b':{'type':'integer'}},'required':['a']},{'properties':{'a':{'type':'string'}},'required':['a']}]}",
    "{'a': 1, 'b': 'x'}",
    "?  object\n"
    "! /b type @14 doomed: b is a string, not an integer\n"
    "= /b invalid\n"
    "=  invalid\n" },
  { "one-of-two",
    "{'oneOf':[{'title':'A','minimum':1},{'title':'B','maximum':5}]}",
    "3",
    "!  oneOf @1: the answer is both A and B, and may be only one of them\n"
    "=  invalid\n" },
  { "one-of-one",
    "{'oneOf':[{'title':'A','minimum':1},{'title':'B','maximum':5}]}",
    "8",
    "?  number\n" },
  { "one-of-none",
    "{'oneOf':[{'title':'A','minimum':10},{'title':'B','maximum':5}]}",
    "8",
    "?  number\n"
    "!  minimum @1: the answer is 8, below the minimum 10\n"
    "=  invalid\n" },
  { "not",
    "{'not':{'type':'integer'}}",
    "3",
    "!  not @1: the answer is not allowed\n"
    "=  invalid\n" },
  { "not-good",
    "{'not':{'required':['a']}}",
    "{'b': 1}",
    "" },
  { "not-object",
    "{'not':{'required':['a']}}",
    "{'a': 1}",
    "!  not @7: the answer is not allowed\n"
    "=  invalid\n" },
  { "if-then",
    "{'if':{'properties':{'k':{'const':1}}},'then':{'properties':{'v':{'type':'string'}}},'else':{'properties':{'v':{'type':'integer'}}}}",
    "{'k': 1, 'v': 2}",
    "= /v open\n"
    "! /v type @15: v is a number, not a string\n"
    "=  invalid\n" },
  { "if-else",
    "{'if':{'properties':{'k':{'const':1}}},'then':{'properties':{'v':{'type':'string'}}},'else':{'properties':{'v':{'type':'integer'}}}}",
    "{'v': 'x', 'k': 2}",
    "= /v open\n"
    "! /v type @17: v is a string, not an integer\n"
    "=  invalid\n" },
  { "if-good",
    "{'if':{'properties':{'k':{'const':1}}},'then':{'properties':{'v':{'type':'string'}}},'else':{'properties':{'v':{'type':'integer'}}}}",
    "{'v': 2, 'k': 2}",
    "= /v open\n" },
  { "dependent-required",
    "{'dependentRequired':{'card':['address']}}",
    "{'card': 1}",
    "! /address dependentRequired @10: address is missing, which must be there with card\n"
    "=  invalid\n" },
  { "dependent-schemas",
    "{'dependentSchemas':{'card':{'properties':{'n':{'type':'integer'}}}}}",
    "{'n': 'x', 'card': 1}",
    "= /n open\n"
    "! /n type @20: n is a string, not an integer\n"
    "=  invalid\n" },
  { "dependent-not-there",
    "{'dependentSchemas':{'card':{'properties':{'n':{'type':'integer'}}}}}",
    "{'n': 'x'}",
    "= /n open\n" },
  { "reference",
    "{'$defs':{'P':{'properties':{'age':{'minimum':0}}}},'properties':{'p':{'$ref':'#/$defs/P'}}}",
    "{'p': {'age': -1}}",
    "! /p/age minimum @15 doomed: age is below the minimum 0, whatever its digits\n"
    "= /p/age invalid\n"
    "= /p invalid\n"
    "=  invalid\n" },
  { "reference-beside",
    "{'$defs':{'P':{'type':'string'}},'properties':{'p':{'$ref':'#/$defs/P','maxLength':1}}}",
    "{'p': 'ab'}",
    "! /p maxLength @8 doomed: p is longer than 1 character\n"
    "= /p invalid\n"
    "=  invalid\n" },
  { "recursion",
    "{'$defs':{'N':{'properties':{'v':{'type':'integer'},'next':{'anyOf':[{'$ref':'#/$defs/N'},{'type':'null'}]}},'required':['v']}},'$ref':'#/$defs/N'}",
    "{'v': 1, 'next': {'v': 2, 'next': {'next': null}}}",
    "! /next/next/v required @47: v is missing\n"
    "= /next/next invalid\n"
    "= /next invalid\n"
    "=  invalid\n" },
  { "recursion-list",
    "{'properties':{'children':{'items':{'$ref':'#'}}},'additionalProperties':false}",
    "{'children': [{}, {'children': [{'x': 1}]}]}",
    "! /children/1/children/0 additionalProperties @34 doomed: no known field begins with “x”\n"
    "= /children/1/children/0/x invalid\n"
    "= /children/1/children/0 invalid\n"
    "= /children/1/children invalid\n"
    "= /children/1 invalid\n"
    "= /children invalid\n"
    "=  invalid\n" },
  { "unevaluated-false",
    "{'allOf':[{'properties':{'a':{}}}],'unevaluatedProperties':false}",
    "{'a': 1, 'b': 2}",
    "= /b open\n"
    "! /b unevaluatedProperties @15: b is not a known field\n"
    "=  invalid\n" },
  { "unevaluated-branch",
    "{'anyOf':[{'properties':{'a':{}},'required':['a']},{'properties':{'b':{}},'required':['b']}],'unevaluatedProperties':false}",
    "{'b': 1, 'c': 2}",
    "= /b open\n"
    "= /c open\n"
    "?  object\n"
    "! /c unevaluatedProperties @15: c is not a known field\n"
    "=  invalid\n" },
  { "unevaluated-if",
    "{'if':{'properties':{'k':{'const':1}},'required':['k']},'then':{'properties':{'v':{}}},'unevaluatedProperties':false}",
    "{'v': 1, 'k': 2}",
    "= /v open\n"
    "= /k open\n"
    "! /v unevaluatedProperties @15: v is not a known field\n"
    "! /k unevaluatedProperties @15: k is not a known field\n"
    "=  invalid\n" },
  { "unevaluated-schema",
    "{'allOf':[{'properties':{'a':{}}}],'unevaluatedProperties':{'type':'integer'}}",
    "{'a': 'x', 'b': 2, 'c': 'y'}",
    "= /c open\n"
    "! /c type @27: c is a string, not an integer\n"
    "=  invalid\n" },
  { "unevaluated-items",
    "{'prefixItems':[{}],'contains':{'type':'string'},'unevaluatedItems':false}",
    "[1, 'x', 2]",
    "= /1 open\n"
    "= /2 open\n"
    "! /2 unevaluatedItems @10: item 3 is one item too many\n"
    "=  invalid\n" },
  { "unevaluated-of-a-name",
    "{'allOf':[{'unevaluatedItems':{'propertyNames':{'type':'array'}}}],"
    "'oneOf':[{'unevaluatedItems':{'maxProperties':0}}]}",
    "[{'b':1}]",
    "= /0/b open\n"
    "= /0 open\n"
    "! /0/b propertyNames @8: b is not allowed as the name of a field\n"
    "! /0 maxProperties @8: item 1 has more than 0 fields\n"
    "=  invalid\n" },
  { "unevaluated-items-good",
    "{'allOf':[{'prefixItems':[{},{}]}],'unevaluatedItems':{'type':'integer'}}",
    "['a', 'b', 3]",
    "" },
  { "dynamic-reference",
    "{'$id':'tree','$dynamicAnchor':'node','properties':{'data':{'type':'integer'},'children':{'items':{'$dynamicRef':'#node'}}}}",
    "{'children': [{'data': 'x'}]}",
    "! /children/0/data type @23 doomed: data is a string, not an integer\n"
    "= /children/0/data invalid\n"
    "= /children/0 invalid\n"
    "= /children invalid\n"
    "=  invalid\n" },
  { "embedded-resource",
    "{'$id':'http://example.com/root','properties':{'a':{'$ref':'b'}},'$defs':{'b':{'$id':'b','$anchor':'x','type':'integer'}}}",
    "{'a': 'x'}",
    "! /a type @6 doomed: a is a string, not an integer\n"
    "= /a invalid\n"
    "=  invalid\n" },
  { "format-date",
    OBJECT ("'d':{'format':'date'}"),
    "{'d': '2024-02-29'}",
    "" },
  { "format-date-dead",
    OBJECT ("'d':{'format':'date'}"),
    "{'d': '2023-02-29'}",
    "! /d format @16 doomed: d begins with “2023-02-29”, which is not how a date begins\n"
    "= /d invalid\n"
    "=  invalid\n" },
  { "format-date-month",
    OBJECT ("'d':{'format':'date'}"),
    "{'d': '2023-13'}",
    "! /d format @13 doomed: d begins with “2023-13”, which is not how a date begins\n"
    "= /d invalid\n"
    "=  invalid\n" },
  { "format-date-short",
    OBJECT ("'d':{'format':'date'}"),
    "{'d': '2023-1'}",
    "! /d format @13: d is “2023-1”, which is not a date\n"
    "= /d invalid\n"
    "=  invalid\n" },
  { "format-date-time",
    OBJECT ("'d':{'format':'date-time'}"),
    "{'d': '2023-01-01x12:00:00Z'}",
    "! /d format @17 doomed: d begins with “2023-01-01x”, which is not how a date and time begins\n"
    "= /d invalid\n"
    "=  invalid\n" },
  { "format-uuid",
    OBJECT ("'u':{'format':'uuid'}"),
    "{'u': '123e4567-e89b-12d3-a456_426614174000'}",
    "! /u format @30 doomed: u begins with “123e4567-e89b-12d3-a456_”, which is not how a UUID begins\n"
    "= /u invalid\n"
    "=  invalid\n" },
  { "format-ipv4",
    OBJECT ("'u':{'format':'ipv4'}"),
    "{'u': '192.168.256.1'}",
    "! /u format @17 doomed: u begins with “192.168.256”, which is not how an IPv4 address begins\n"
    "= /u invalid\n"
    "=  invalid\n" },
  { "format-email",
    OBJECT ("'u':{'format':'email'}"),
    "{'u': 'nobody'}",
    "! /u format @13: u is “nobody”, which is not an email address\n"
    "= /u invalid\n"
    "=  invalid\n" },
  { "format-in-union",
    OBJECT ("'u':{'anyOf':[{'type':'string','format':'date','title':'Day'},{'type':'string','maxLength':4}]}"),
    "{'u': '2024-01'}",
    "? /u date\n"
    "! /u format @14: u is “2024-01”, which is not a date\n"
    "= /u invalid\n"
    "=  invalid\n" },
  { "format-unknown",
    OBJECT ("'u':{'format':'colour'}"),
    "{'u': 'x'}",
    "" },
  { "any-of-lengths",
    "{'anyOf':[{'maxLength':3},{'maxLength':5}]}",
    "'abcdefg'",
    "?  string\n"
    "!  maxLength @6 doomed: the answer is longer than 5 characters\n"
    "=  invalid\n" },
  { "duplicate-good-first",
    OBJECT ("'a':{'type':'integer'}"),
    "{'a': 1, 'a': 2}",
    "" },
  { "two-violations",
    "{'properties':{'a':{'minimum':0,'multipleOf':2}},'required':['b']}",
    "{'a': -3}",
    "! /a minimum @7 doomed: a is below the minimum 0, whatever its digits\n"
    "! /a multipleOf @8: a is -3, not a multiple of 2\n"
    "= /a invalid\n"
    "! /b required @8: b is missing\n"
    "=  invalid\n" },
  { "cut-string",
    OBJECT ("'s':{'minLength':9}"),
    "{'s': 'ab",
    "" },
  { "cut-number",
    OBJECT ("'n':{'minimum':10}"),
    "{'n': 1",
    "" },
  { "iterable-wrapper",
    ITERABLE,
    "{'items': [{'n': 1}, {'n': 'x'}, {}]}",
    "! /1/n type @27 doomed: n is a string, not an integer\n"
    "= /items/1/n invalid\n"
    "= /items/1 invalid\n"
    "! /2/n required @34: n is missing\n"
    "= /items/2 invalid\n"
    "= /items invalid\n"
    "=  invalid\n" },
  { "iterable-bare",
    ITERABLE,
    "[{'n': 1}, {'n': 'x'}]",
    "! /1/n type @17 doomed: n is a string, not an integer\n"
    "= /1/n invalid\n"
    "= /1 invalid\n"
    "=  invalid\n" },
  { "iterable-one",
    ITERABLE,
    "{'n': 'x'}",
    "! /0/n type @6 doomed: n is a string, not an integer\n"
    "= /n invalid\n"
    "=  invalid\n" },
};
