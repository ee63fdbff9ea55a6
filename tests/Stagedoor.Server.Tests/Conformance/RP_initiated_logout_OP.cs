using System.Security.Cryptography;

namespace Stagedoor.Server.Tests.Conformance;

/// <summary>The certification suite's plan for sign-out at the relying party's wish.</summary>
[Plan("oidcc-rp-initiated-logout-certification-test-plan", "RP-Initiated Logout OP", "oidcc-"), OnStore(StoreKind.Sqlite), Spec("RP-Initiated Logout", "2")]
public class RP_initiated_logout_OP(ConformanceFixture apps) : IClassFixture<ConformanceFixture>
{
    private const string State = "bye-1234567890";

    [Fact, Module("rp-initiated-logout-discovery-endpoint-verification")]
    public async Task discovery_endpoint_verification()
    {
        var (app, party, _) = await SignedInAsync();
        Assert.StartsWith(app.Issuer + "/", (await party.DiscoverAsync())["end_session_endpoint"], StringComparison.Ordinal);
    }

    [Fact, Module("rp-initiated-logout")]
    public async Task rp_initiated_logout()
    {
        var (_, party, hint) = await SignedInAsync();
        var page = await LogoutAsync(party, ("id_token_hint", hint), ("post_logout_redirect_uri", RelyingParty.SignedOut), ("state", State));
        Assert.Equal($"{RelyingParty.SignedOut}?state={State}", page.Left?.OriginalString);
        await IsSignedOutAsync(party);
    }

    [Fact, Module("rp-initiated-logout-bad-post-logout-redirect-uri")]
    public async Task bad_post_logout_redirect_uri() => await NeverLeavesAsync(hint => [("id_token_hint", hint), ("post_logout_redirect_uri", "https://rp.example/elsewhere"), ("state", State)]);

    [Fact, Module("rp-initiated-logout-query-added-to-post-logout-redirect-uri")]
    public async Task query_added_to_post_logout_redirect_uri() => await NeverLeavesAsync(hint => [("id_token_hint", hint), ("post_logout_redirect_uri", RelyingParty.SignedOut + "?foo=bar"), ("state", State)]);

    [Fact, Module("rp-initiated-logout-modified-id-token-hint")]
    public async Task modified_id_token_hint() =>
        await NeverLeavesAsync(hint => [("id_token_hint", Jws.Read(hint).With(header: """{"alg":"none"}""", signature: [])), ("post_logout_redirect_uri", RelyingParty.SignedOut), ("state", State)]);

    [Fact, Module("rp-initiated-logout-bad-id-token-hint")]
    public async Task bad_id_token_hint()
    {
        using var stranger = RSA.Create(2048);
        await NeverLeavesAsync(hint => [("id_token_hint", Jws.Make(Jws.Read(hint).Header.GetRawText(), Jws.Read(hint).Payload.GetRawText(), input => stranger.SignData(input, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))), ("post_logout_redirect_uri", RelyingParty.SignedOut), ("state", State)]);
    }

    [Fact, Module("rp-initiated-logout-no-id-token-hint")]
    public async Task no_id_token_hint()
    {
        var (_, party, _) = await SignedInAsync();
        var page = await LogoutAsync(party, ("post_logout_redirect_uri", RelyingParty.SignedOut), ("state", State));
        Assert.True(page.Left is null, $"left without asking: {page}");
        await IsStillSignedInAsync(party);
    }

    [Fact, Module("rp-initiated-logout-no-params")]
    public async Task no_params() => await AsksAndSignsOutAsync();

    [Fact, Module("rp-initiated-logout-only-state")]
    public async Task only_state() => await AsksAndSignsOutAsync(("state", State));

    [Fact, Module("rp-initiated-logout-no-post-logout-redirect-uri")]
    public async Task no_post_logout_redirect_uri()
    {
        var (_, party, hint) = await SignedInAsync();
        var page = await ConfirmedAsync(party, await LogoutAsync(party, ("id_token_hint", hint), ("state", State)));
        Assert.Null(page.Left);
        Assert.Equal(200, page.Code);
        await IsSignedOutAsync(party);
    }

    [Fact, Module("rp-initiated-logout-no-state")]
    public async Task no_state()
    {
        var (_, party, hint) = await SignedInAsync();
        var page = await LogoutAsync(party, ("id_token_hint", hint), ("post_logout_redirect_uri", RelyingParty.SignedOut));
        Assert.Equal(RelyingParty.SignedOut, page.Left?.OriginalString);
        await IsSignedOutAsync(party);
    }

    private async Task<(StagedoorApp App, RelyingParty Party, string Hint)> SignedInAsync()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var party = new RelyingParty(app);
        return (app, party, (await party.FlowAsync()).IdToken.Text);
    }

    private static Task<Page> LogoutAsync(RelyingParty party, params (string Name, string Value)[] parameters) =>
        party.Browser.GoAsync("/oauth2/logout" + (parameters.Length == 0 ? "" : "?" + string.Join('&', parameters.Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value)}"))));

    /// <summary>Presses the button where the server asks first; it may have signed out already.</summary>
    private static async Task<Page> ConfirmedAsync(RelyingParty party, Page page) => page.HasButton("Sign out") ? await party.Browser.PressAsync(page, "Sign out") : page;

    /// <summary>An error or a page that asks: but never to the address, not even after the person agrees.</summary>
    private async Task NeverLeavesAsync(Func<string, (string, string)[]> parameters)
    {
        var (_, party, hint) = await SignedInAsync();
        var page = await LogoutAsync(party, parameters(hint));
        Assert.True(page.Left is null, $"should not have redirected: {page}");
        var confirmed = await ConfirmedAsync(party, page);
        Assert.True(confirmed.Left is null, $"should not have redirected: {confirmed}");
    }

    private async Task AsksAndSignsOutAsync(params (string Name, string Value)[] parameters)
    {
        var (_, party, _) = await SignedInAsync();
        var page = await ConfirmedAsync(party, await LogoutAsync(party, parameters));
        Assert.Null(page.Left);
        Assert.Equal(200, page.Code);
        await IsSignedOutAsync(party);
    }

    private static async Task IsSignedOutAsync(RelyingParty party)
    {
        var (url, state, _) = RelyingParty.Request(RelyingParty.One, ("prompt", "none"));
        party.IsError(await party.Browser.GoAsync(url), state, "login_required");
    }

    private static async Task IsStillSignedInAsync(RelyingParty party) => await party.SilentAsync(("prompt", "none"));
}
