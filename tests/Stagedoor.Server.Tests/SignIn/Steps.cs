using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Server.Authorizations;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Keys;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Tests.SignIn;

/// <summary>What tests of the pages do often.</summary>
internal static partial class Steps
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>What tells two equal answers apart: the antiforgery token and the request id.</summary>
    public static string WithoutTokens(this Answer answer) =>
        Token().Replace(answer.Text, "token").Replace(answer.Header("x-request-id") ?? "no request id", "id", StringComparison.Ordinal);

    public static IEnumerable<string> HeadersWithoutIds(this Answer answer) =>
        answer.Response.Headers.Concat(answer.Response.Content.Headers).Where(header => header.Key.ToLowerInvariant() is not ("x-request-id" or "date"))
            .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}").Order(StringComparer.Ordinal);

    /// <summary>A journey of its own, as the authorize endpoint would store it; the answer is its handle.</summary>
    public static async Task<string> AJourneyAsync(this StagedoorApp app, string clientId, string redirectUri = "http://127.0.0.1:7443/callback", Func<AuthorizationRequest, AuthorizationRequest>? change = null)
    {
        var handle = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var request = new AuthorizationRequest { ClientId = clientId, Dialect = Dialects.Standard, RedirectUri = redirectUri, ResponseMode = "query", Scope = "openid email profile offline_access additional_info.roles" };
        var now = app.Now();
        await app.Get<IJourneyStore>().AddAsync(new() { Hash = OneTimeValue.Journey.Hash(handle), Request = change?.Invoke(request) ?? request, CreatedAt = now, ExpiresAt = now.AddMinutes(30) }, Cancellation);
        return handle;
    }

    public static Task<Journey?> JourneyAsync(this StagedoorApp app, string handle) => app.Get<IJourneyStore>().FindAsync(OneTimeValue.Journey.Hash(handle), app.Now(), Cancellation).AsTask();

    public static T Get<T>(this StagedoorApp app) where T : notnull => app.Services.GetRequiredService<T>();

    public static DateTimeOffset Now(this StagedoorApp app) => app.Get<TimeProvider>().GetUtcNow();

    /// <summary>A person beside those of the seed, with Ben's password.</summary>
    public static async Task<Person> APersonAsync(this StagedoorApp app, string name = "Cy Moreau", bool verified = true)
    {
        var ben = await app.Get<IPersonStore>().FindByEmailAsync(Seed.Ben, Cancellation);
        var person = new Person
        {
            Id = RandomNumberGenerator.GetHexString(24) + "@AdobeID",
            FrameioId = Guid.NewGuid(),
            Email = RandomNumberGenerator.GetHexString(12, lowercase: true) + "@elsewhere.example",
            EmailVerified = verified,
            Name = name,
            CreatedAt = app.Now(),
            PasswordHash = ben!.PasswordHash,
        };
        Assert.True(await app.Get<IPersonStore>().AddAsync(person, Cancellation));
        return person;
    }

    public static async Task<Person> PersonAsync(this StagedoorApp app, string email) => (await app.Get<IPersonStore>().FindByEmailAsync(email, Cancellation))!;

    /// <summary>Lets a person from outside use the applications in development.</summary>
    public static async Task LetInAsync(this StagedoorApp app, string email)
    {
        var board = (await app.Get<IClientStore>().FindAsync(Seed.ReviewBoard.Id, Cancellation))!;
        await app.Get<IClientStore>().ChangeAsync(board.ClientId, board.Name, board.Settings with { BetaUsers = [.. board.Settings.BetaUsers.TakeLast(20), email] }, Cancellation);
    }

    /// <summary>One try with a password, redirects not followed.</summary>
    public static async Task<Answer> TryAsync(this Browser browser, string email, string password, string path = "/signin") =>
        await browser.SendAsync(Browser.Request(await browser.GoAsync(path), "Sign in", ("email", email), ("password", password)));

    [GeneratedRegex("(?<=name=\"__RequestVerificationToken\" value=\")[^\"]+")]
    private static partial Regex Token();
}
