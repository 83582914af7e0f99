"""Reads an answer with the classes that were generated, and prints the slugs in it."""

import datetime
import json
import sys
import types

# What is generated wants dateutil for moments. Python reads ISO 8601 by itself.
parser = types.ModuleType("dateutil.parser")
parser.parse = lambda text: datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
sys.modules["dateutil"] = types.ModuleType("dateutil")
sys.modules["dateutil.parser"] = sys.modules["dateutil"].parser = parser

from client import list_organizations_answer200_from_dict

answer = list_organizations_answer200_from_dict(json.load(sys.stdin))
print(json.dumps([organization.slug for organization in answer.data]))
