using Stagedoor.Server.ServiceAccounts;

namespace Stagedoor.Server.Administration;

/// <summary>A name that an administrator gives to a thing: 1 to 100 characters, trimmed, without control, direction or invisible ones.</summary>
public static class ChosenName
{
    public const int MaxLength = 100;

    public static Outcome<string> Read(string? text, string field = "name")
    {
        var name = text?.Trim() ?? "";
        return ServiceAccountName.WhatIsWrongWith(name) is null ? name : Objection.Invalid(field, "bad_name", "A name has 1 to 100 characters, and no control, direction or invisible ones.");
    }
}
