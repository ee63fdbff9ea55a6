using Stagedoor.Pages;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Server.SignIn.Credentials.Password;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.SignIn.SignUp;

/// <summary>What a person filled in. Nothing but these fields is read: what an account may do, and whether an address is proven, no form says (attack F11).</summary>
public sealed record SignUpForm
{
    private static readonly Texts texts = Texts.Beside<SignUpPage>();

    public required string Email { get; init; }
    public required string Name { get; init; }
    public required string Country { get; init; }
    public required Secret Password { get; init; }

    public static SignUpForm Read(PageForm form) => new() { Email = form["email"].Trim(), Name = form["name"].Trim(), Country = form["country"], Password = new(form["password"]) };

    /// <summary>The field that is wrong and the text that says why; null when all are right.</summary>
    public (string Field, string Text)? Problem() =>
        ProblemOfPerson() ?? (PasswordRules.WhatIsWrongWith(Password, Email, Name) is { } weakness ? ("password", PasswordWords.Of(weakness)) : null);

    /// <summary>The same of what says who the person is; for an account without a password.</summary>
    public (string Field, string Text)? ProblemOfPerson()
    {
        if (EmailAddress.WhatIsWrongWith(Email) is { } problem) return ("email", texts["Email." + problem]);
        if (ServiceAccountName.WhatIsWrongWith(Name) is not null) return ("name", texts["Name.Wrong"]);
        if (ServiceAccountName.LooksGiven(Name)) return ("name", texts["Name.Given"]);
        return Users.Country.Exists(Country) ? null : ("country", texts["Country.Wrong"]);
    }
}
