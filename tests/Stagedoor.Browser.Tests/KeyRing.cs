using Microsoft.Playwright;

namespace Stagedoor.Browser.Tests;

/// <summary>A virtual authenticator of Chromium's (CDP, WebAuthn domain): a device that keeps passkeys and verifies its owner when it is told to.</summary>
public sealed class KeyRing
{
    private readonly ICDPSession session;
    private readonly string id;

    private KeyRing(ICDPSession session, string id) => (this.session, this.id) = (session, id);

    public static async Task<KeyRing> PlugIntoAsync(IPage page, bool verifies = true)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("WebAuthn.enable", new() { ["enableUI"] = false });
        var added = await session.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["ctap2Version"] = "ctap2_1",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = verifies,
                ["automaticPresenceSimulation"] = true,
            },
        });
        return new(session, added!.Value.GetProperty("authenticatorId").GetString()!);
    }

    /// <summary>How many passkeys it holds.</summary>
    public async Task<int> CountAsync() => (await session.SendAsync("WebAuthn.getCredentials", With()))!.Value.GetProperty("credentials").GetArrayLength();

    /// <summary>Whether its owner's finger is the right one.</summary>
    public Task VerifiesAsync(bool verifies) => session.SendAsync("WebAuthn.setUserVerified", With(("isUserVerified", verifies)));

    public Task UnplugAsync() => session.SendAsync("WebAuthn.removeVirtualAuthenticator", With());

    private Dictionary<string, object> With(params (string Name, object Value)[] more)
    {
        var arguments = new Dictionary<string, object> { ["authenticatorId"] = id };
        foreach (var (name, value) in more) arguments[name] = value;
        return arguments;
    }
}
