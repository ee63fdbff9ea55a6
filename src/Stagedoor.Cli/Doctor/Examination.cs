using System.Globalization;
using System.Runtime.CompilerServices;
using Stagedoor.Cli.Profiles;
using Stagedoor.Client.Authentication;
using Stagedoor.Client.Frameio;

namespace Stagedoor.Cli.Doctor;

/// <summary>The checks, in their order; where one fails on which others stand, those are skipped.</summary>
internal static class Examination
{
    // What our API forgives a clock, and what our library does.
    private static readonly TimeSpan Forgiven = TimeSpan.FromSeconds(60), Noticed = TimeSpan.FromSeconds(5);

    private static readonly string[] OfPeople = ["openid", "profile", "additional_info.roles"];

    public static async IAsyncEnumerable<Finding> RunAsync(Invocation call, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var profile = call.Profile;
        if (profile.Issuer is null || profile.ClientId is null)
        {
            yield return new("profile", Health.Fail, $"The profile \"{profile.Name}\" has no {(profile.Issuer is null ? "issuer" : "client id")}.", "stagedoor login --issuer http://127.0.0.1:5180 --client-id ID (or --issuer adobe).");
            yield break;
        }

        var kind = profile.Kind == CredentialKind.Person ? "a person" : "a service account";
        yield return new("profile", Health.Ok, $"\"{profile.Name}\": {kind}, client id {profile.ClientId}, at {profile.Issuer}.");
        var discovery = await Discovery.AskAsync(call, profile.Issuer, cancellation);
        yield return discovery.Reach;
        foreach (var finding in discovery.More) yield return finding;
        if (profile.Kind == CredentialKind.Person) yield return Redirect(profile);
        if (discovery.Reach.Health == Health.Fail)
        {
            foreach (var check in (string[])["token", "scopes", "api", "accounts"]) yield return new(check, Health.Skipped, "The issuer was not reached.");
            yield break;
        }

        var (token, refused) = await TokenAsync(call, cancellation);
        yield return refused ?? new("token", Health.Ok, $"There is a live one, until {token!.ExpiresAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture)}.");
        if (token is null)
        {
            foreach (var check in (string[])["scopes", "api", "accounts"]) yield return new(check, Health.Skipped, "There is no token.");
            yield break;
        }

        yield return Scopes(profile, token);
        await foreach (var finding in ApiAsync(call, cancellation)) yield return finding;
    }

    /// <summary>What a clock that is off by so much means.</summary>
    public static Finding Clock(TimeSpan ahead) => ahead.Duration() switch
    {
        var off when off > Forgiven => new("clock", Health.Fail, $"This machine's clock is {Words(off)} {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} the issuer's.", "Set the clock (timedatectl set-ntp true): tokens seem to be from the future, or dead, though they are not."),
        var off when off > Noticed => new("clock", Health.Warn, $"This machine's clock is {Words(off)} {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} the issuer's.", "Set the clock before it is a minute: then tokens are refused."),
        _ => new("clock", Health.Ok, "This machine and the issuer agree on the time."),
    };

    private static Finding Redirect(Profile profile)
    {
        var isAdobe = profile.Issuer!.StartsWith(ProfileSettings.Adobe, StringComparison.OrdinalIgnoreCase);
        var redirect = profile.RedirectUri ?? "http://127.0.0.1/callback";
        if (!Uri.TryCreate(redirect, UriKind.Absolute, out var uri)) return new("redirect URI", Health.Fail, $"{redirect} is no address.", "stagedoor login --redirect-uri URI, as the Developer Console shows it.");
        if (isAdobe && uri.IsLoopback) return new("redirect URI", Health.Fail, $"{redirect} leads to this machine, which Adobe refuses to a Native App after the consent.", "Take the one that Adobe assigned: stagedoor login --paste --redirect-uri 'adobe+…://adobeid/CLIENT_ID'.", "a loopback redirect on a Native App credential is silently refused after consent; for others https is asked for even on localhost.");
        if (isAdobe && uri.Scheme.StartsWith("adobe+", StringComparison.Ordinal)) return new("redirect URI", Health.Warn, $"{redirect} is the one that Adobe assigns.", "Sign in with --paste: not every browser hands such an address over.", "Chrome did not hand the private scheme of a Native App over, and the sign-in ended nowhere.");
        if (uri.Scheme == Uri.UriSchemeHttp && !uri.IsLoopback) return new("redirect URI", Health.Fail, $"{redirect} is http, and not this machine.", "Use https, or http://127.0.0.1/callback.");
        return uri is { IsLoopback: true, Host: "localhost" }
            ? new("redirect URI", Health.Warn, $"{redirect} names localhost, which is not always this machine.", "Register http://127.0.0.1/callback, on any port.")
            : new("redirect URI", Health.Ok, $"{redirect} can be registered for a Native App: compare it with the credential's in the Developer Console.");
    }

    private static async Task<(AccessToken? Token, Finding? Refused)> TokenAsync(Invocation call, CancellationToken cancellation)
    {
        try
        {
            using var session = call.OpenSession();
            return (await session.Authentication.GetTokenAsync(cancellation), null);
        }
        catch (Exception problem) when (problem is AuthenticationException or CommandException or HttpRequestException)
        {
            var told = Refusals.Tell(problem);
            var known = told.Code switch
            {
                "invalid_scope" => "frame.s2s.all on a credential that people sign in with fails with invalid_scope; and the API must be added to the project first.",
                "invalid_client" when told.Message.Contains("client_secret", StringComparison.Ordinal) => "a credential without secrets (Single Page App, Native App) is refused where a secret is sent.",
                "unauthorized_client" => "each kind of credential has its own grants: server-to-server for machines, Native App for this command's sign-in.",
                _ => null,
            };
            return (null, new("token", Health.Fail, told.Message, told.WhatToDo, known));
        }
    }

    private static Finding Scopes(Profile profile, AccessToken token)
    {
        var wanted = profile.Kind == CredentialKind.ServiceAccount ? ["frame.s2s.all"] : OfPeople;
        var missing = wanted.Except(token.Scopes).ToList();
        if (missing.Count == 0) return new("scopes", Health.Ok, $"Those that open the API: {string.Join(' ', wanted)}.");
        if (token.Scopes.Contains("stagedoor.manage")) return new("scopes", Health.Warn, "This credential manages an organization; the V4 API is not open to it.", "For the V4 API use another profile.");
        return new("scopes", Health.Fail, $"The token lacks {string.Join(", ", missing)}.", "Sign in with them (stagedoor login --scope …), after the Frame.io API was added to the credential's project.", "every call answers 401 although the issuer gave a token: the scopes are what is missing, not a role.");
    }

    private static async IAsyncEnumerable<Finding> ApiAsync(Invocation call, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var session = call.OpenSession();
        Finding? refused = null;
        Client.Frameio.Profile? me = null;
        List<Account> accounts = [];
        try
        {
            me = await session.Frameio.Users.GetMeAsync(cancellation);
            await foreach (var account in session.Frameio.Accounts.List().WithCancellation(cancellation)) accounts.Add(account);
        }
        catch (Exception problem) when (problem is FrameioException or AuthenticationException or HttpRequestException)
        {
            var told = Refusals.Tell(problem);
            refused = new(me is null ? "api" : "accounts", Health.Fail, told.Message, told.WhatToDo, told.Status == 401 ? "every V4 call answers 401 although the issuer gave a token: look at the scopes above, and whether the account is on V4." : null);
        }

        if (me is not null) yield return new("api", Health.Ok, $"{session.Authentication.ApiAddress.GetLeftPart(UriPartial.Authority)} takes you for {me.Name}.");
        if (refused is not null) yield return refused;
        if (me is null) yield return new("accounts", Health.Skipped, "The API did not answer.");
        else if (refused is null) yield return Accounts(call.Profile, accounts);
    }

    private static Finding Accounts(Profile profile, List<Account> accounts)
    {
        if (accounts.Count == 0)
        {
            return new(
                "accounts",
                Health.Fail,
                "It is in no account.",
                profile.Kind == CredentialKind.ServiceAccount ? "See that its project has the Frame.io API, and that a product profile is assigned to the credential." : "Ask for an invitation. At Adobe: accounts that were not upgraded to V4 are not listed, and need the older sign-in.",
                profile.Kind == CredentialKind.ServiceAccount ? "server-to-server works only in accounts that are managed in the Admin Console, and needs the developer role and the S2S product when it is made." : "sign-in with V4 does not show accounts that are not upgraded yet.");
        }

        return profile.Account is { } chosen && accounts.TrueForAll(account => account.Id.ToString() != chosen)
            ? new("accounts", Health.Fail, $"The account {chosen} of the profile is not among its {accounts.Count}.", "stagedoor accounts list, then set STAGEDOOR_ACCOUNT.")
            : new("accounts", Health.Ok, accounts is [var only] ? $"One: {only.DisplayName}." : $"{accounts.Count}; verbs ask which, without --account.");
    }

    private static string Words(TimeSpan off) => off.TotalHours >= 1 ? $"{off.TotalHours.ToString("0.0", CultureInfo.InvariantCulture)} hours" : $"{Math.Round(off.TotalSeconds).ToString(CultureInfo.InvariantCulture)} seconds";
}
