using Stagedoor.Server.Factors;
using Stagedoor.Server.Keys;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.Sessions;
using Stagedoor.Server.SignIn.Credentials.RecoveryCode;
using Stagedoor.Server.SignIn.Credentials.Totp;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Tests.SignIn;

/// <summary>People with a second factor, and what their devices say.</summary>
internal static class Factors
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A person with an authenticator app; its secret.</summary>
    public static async Task<(Person Person, byte[] Secret)> APersonWithAppAsync(this StagedoorApp app)
    {
        var person = await app.APersonAsync();
        return (person, await app.AnAppOfAsync(person.Id));
    }

    public static async Task<byte[]> AnAppOfAsync(this StagedoorApp app, string personId)
    {
        var secret = TotpSecret.New();
        await app.Get<IAuthenticatorStore>().SetAsync(new() { PersonId = personId, SealedSecret = TotpSecret.Seal(app.Get<MasterKey>(), personId, secret), LastStep = 0, CreatedAt = app.Now() }, true, Cancellation);
        return secret;
    }

    /// <summary>What the app shows now.</summary>
    public static string CodeNow(this StagedoorApp app, byte[] secret, int stepsLater = 0) => TotpCode.At(secret, TotpCode.StepAt(app.Now()) + stepsLater);

    public static async Task<IReadOnlyList<string>> RecoveryCodesAsync(this StagedoorApp app, Person person) => [.. (await app.Get<RecoveryCodeSheet>().MakeAsync(person.Id, Cancellation)).Select(code => code.Reveal())];

    /// <summary>A member of an organization that demands a second factor.</summary>
    public static async Task<Person> AMemberWhoMustAsync(this StagedoorApp app)
    {
        var person = await app.APersonAsync();
        var id = System.Security.Cryptography.RandomNumberGenerator.GetHexString(24) + "@AdobeOrg";
        var organizations = app.Get<IOrganizationStore>();
        Assert.True(await organizations.AddAsync(new() { Id = id, Name = "Strict", CreatedAt = app.Now(), Account = new() { Id = Guid.NewGuid(), DisplayName = "Strict" }, RequiresSecondFactor = true }, Cancellation));
        Assert.True(await organizations.AddMembershipAsync(new() { OrganizationId = id, PersonId = person.Id, AccountRole = "member" }, Cancellation));
        return person;
    }

    /// <summary>The live sessions of a browser.</summary>
    public static async Task<IReadOnlyList<Session>> SessionsAsync(this StagedoorApp app, Browser browser) =>
        browser.Cookies.GetCookies(browser.Home)["stagedoor"]?.Value is { } handle ? await app.Get<ISessionStore>().OfBrowserAsync(OneTimeValue.Browser.Hash(handle), app.Now(), Cancellation) : [];

    public static Task<Page> PasswordAsync(this Browser browser, Person person, string path = "/signin") => browser.SignInAsync(person.Email, Seed.BenPassword, path);

    /// <summary>The secret that a page shows for typing.</summary>
    public static byte[] SecretOn(Page page)
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var text = page.Document.QuerySelector("code.secret")!.TextContent.Replace(" ", "", StringComparison.Ordinal);
        var bits = string.Concat(text.Select(c => Convert.ToString(Alphabet.IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(eight => eight.Length == 8).Select(eight => Convert.ToByte(new string(eight), 2))];
    }
}
