using Stagedoor.Server.Clients;
using Stagedoor.Server.Clients.Kinds;

namespace Stagedoor.Server.Developer.Credentials;

/// <summary>One way to write the first call, filled in.</summary>
public sealed record CodeSample(string Language, string Code);

/// <summary>
/// Ready code from nothing to <c>/v4/me</c>, with a credential's values in it. The secret's value stands in it on the page that shows it once, and nowhere else: otherwise the code reads it from the environment.
/// </summary>
public static class ReadyCode
{
    private const string Variable = "STAGEDOOR_CLIENT_SECRET";

    public static IReadOnlyList<CodeSample> Of(Client client, string issuer, string? secret = null)
    {
        var templates = client.Kind == ApplicationKind.ServerToServer ? Machine : client.Kind == ApplicationKind.NativeApp ? Native : Browser;
        var redirect = client.Settings.DefaultRedirectUri ?? client.Settings.RedirectUris.FirstOrDefault() ?? "https://…";
        // The code of a single page app runs in the browser: there is none in C#.
        return [.. templates.Where(template => client.Kind != ApplicationKind.SinglePageApp || template.Language != "C#").Select(template => new CodeSample(template.Language, Fill(template.Language, template.Code)))];

        string Fill(string language, string code) => code
            .Replace("{{tokenPost}}", client.Kind.HasSecret ? Confidential(language) : "", StringComparison.Ordinal)
            .Replace("{{secret}}", SecretIn(language, secret), StringComparison.Ordinal)
            .Replace("{{issuer}}", issuer, StringComparison.Ordinal)
            .Replace("{{id}}", client.ClientId, StringComparison.Ordinal)
            .Replace("{{redirect}}", redirect, StringComparison.Ordinal)
            .Replace("{{redirectEscaped}}", Uri.EscapeDataString(redirect), StringComparison.Ordinal)
            .Replace("{{scope}}", client.Settings.ScopeSet.SpaceJoined, StringComparison.Ordinal)
            .Replace("{{scopeEscaped}}", Uri.EscapeDataString(client.Settings.ScopeSet.SpaceJoined), StringComparison.Ordinal);
    }

    private static string Confidential(string language) => language switch
    {
        "curl" => " \\\n  -d client_secret={{secret}}",
        "JavaScript" => ", client_secret: {{secret}}",
        _ => ", \"client_secret\": {{secret}}",
    };

    private static string SecretIn(string language, string? secret) => (language, secret) switch
    {
        ("curl", null) => $"\"${Variable}\"",
        ("curl", _) => $"'{secret}'",
        ("C#", null) => $"Environment.GetEnvironmentVariable(\"{Variable}\")",
        ("JavaScript", null) => $"process.env.{Variable}",
        ("Python", null) => $"os.environ[\"{Variable}\"]",
        _ => $"\"{secret}\"",
    };

    private static readonly (string Language, string Code)[] Machine =
    [
        ("curl", """
            TOKEN=$(curl -sS {{issuer}}/oauth2/token -d grant_type=client_credentials -d client_id={{id}} \
              -d client_secret={{secret}} --data-urlencode 'scope={{scope}}' | sed -E 's/.*"access_token":"([^"]+)".*/\1/')
            curl -sS {{issuer}}/v4/me -H "Authorization: Bearer $TOKEN"
            """),
        ("C#", """
            // dotnet add package Stagedoor.Client
            using Stagedoor.Client.Authentication;

            var bot = new ServerToServerAuthentication(new() { Authority = "{{issuer}}", ClientId = "{{id}}", ClientSecret = {{secret}} });
            using var frameio = bot.CreateHttpClient();
            Console.WriteLine(await frameio.GetStringAsync(new Uri("/v4/me", UriKind.Relative)));
            """),
        ("JavaScript", """
            // Node 18 or newer; save as first-call.mjs
            const body = new URLSearchParams({ grant_type: "client_credentials", client_id: "{{id}}", client_secret: {{secret}}, scope: "{{scope}}" });
            const { access_token } = await (await fetch("{{issuer}}/oauth2/token", { method: "POST", body })).json();
            const me = await fetch("{{issuer}}/v4/me", { headers: { Authorization: `Bearer ${access_token}` } });
            console.log(await me.json());
            """),
        ("Python", """
            import json, os
            from urllib.parse import urlencode
            from urllib.request import Request, urlopen

            form = {"grant_type": "client_credentials", "client_id": "{{id}}", "client_secret": {{secret}}, "scope": "{{scope}}"}
            token = json.load(urlopen("{{issuer}}/oauth2/token", urlencode(form).encode()))["access_token"]
            print(json.load(urlopen(Request("{{issuer}}/v4/me", headers={"Authorization": "Bearer " + token}))))
            """),
    ];

    // The person comes back to the redirect URI; its address holds the code, which is pasted.
    private static readonly (string Language, string Code)[] Browser =
    [
        ("curl", """
            VERIFIER=$(openssl rand -base64 48 | tr '+/' '-_' | tr -d '=\n')
            CHALLENGE=$(printf %s "$VERIFIER" | openssl dgst -sha256 -binary | openssl base64 | tr '+/' '-_' | tr -d '=\n')
            echo "Open: {{issuer}}/oauth2/authorize?response_type=code&client_id={{id}}&redirect_uri={{redirectEscaped}}&scope={{scopeEscaped}}&state=first-call&code_challenge=$CHALLENGE&code_challenge_method=S256"
            read -rp 'The code of the address you came back to: ' CODE
            TOKEN=$(curl -sS {{issuer}}/oauth2/token -d grant_type=authorization_code -d client_id={{id}} -d 'redirect_uri={{redirectEscaped}}' -d "code_verifier=$VERIFIER"{{tokenPost}} \
              -d "code=$CODE" | sed -E 's/.*"access_token":"([^"]+)".*/\1/')
            curl -sS {{issuer}}/v4/me -H "Authorization: Bearer $TOKEN"
            """),
        ("C#", """
            // dotnet add package Stagedoor.Client.AspNetCore, in an ASP.NET Core application, with these settings (the secret from the environment: Frameio__ClientSecret):
            // "Frameio": { "Authority": "{{issuer}}", "ClientId": "{{id}}", "RedirectUri": "{{redirect}}" }
            builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
                .AddCookie(options => options.ForwardChallenge = FrameioSignInOptions.DefaultScheme)
                .AddFrameio(builder.Configuration.GetSection("Frameio"));
            app.MapGet("/me", Task<string> (HttpContext context) => context.GetFrameioClient().GetStringAsync(new Uri("/v4/me", UriKind.Relative))).RequireAuthorization();
            """),
        ("JavaScript", """
            // Node 18 or newer; save as first-call.mjs
            import { createHash, randomBytes } from "node:crypto";
            import { createInterface } from "node:readline/promises";

            const verifier = randomBytes(32).toString("base64url"), challenge = createHash("sha256").update(verifier).digest("base64url");
            const query = new URLSearchParams({ response_type: "code", client_id: "{{id}}", redirect_uri: "{{redirect}}", scope: "{{scope}}", state: "first-call", code_challenge: challenge, code_challenge_method: "S256" });
            console.log(`Open {{issuer}}/oauth2/authorize?${query}`);
            const code = await createInterface({ input: process.stdin, output: process.stdout }).question("The code of the address you came back to: ");
            const body = new URLSearchParams({ grant_type: "authorization_code", client_id: "{{id}}", redirect_uri: "{{redirect}}", code_verifier: verifier, code{{tokenPost}} });
            const { access_token } = await (await fetch("{{issuer}}/oauth2/token", { method: "POST", body })).json();
            console.log(await (await fetch("{{issuer}}/v4/me", { headers: { Authorization: `Bearer ${access_token}` } })).json());
            process.exit();
            """),
        ("Python", """
            import base64, hashlib, json, os, secrets
            from urllib.parse import urlencode
            from urllib.request import Request, urlopen

            verifier = secrets.token_urlsafe(32)
            challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
            query = {"response_type": "code", "client_id": "{{id}}", "redirect_uri": "{{redirect}}", "scope": "{{scope}}", "state": "first-call", "code_challenge": challenge, "code_challenge_method": "S256"}
            print("Open {{issuer}}/oauth2/authorize?" + urlencode(query))
            code = input("The code of the address you came back to: ")
            form = {"grant_type": "authorization_code", "client_id": "{{id}}", "redirect_uri": "{{redirect}}", "code_verifier": verifier, "code": code{{tokenPost}}}
            token = json.load(urlopen("{{issuer}}/oauth2/token", urlencode(form).encode()))["access_token"]
            print(json.load(urlopen(Request("{{issuer}}/v4/me", headers={"Authorization": "Bearer " + token}))))
            """),
    ];

    private static readonly (string Language, string Code)[] Native =
    [
        ("curl", """
            ANSWER=$(curl -sS {{issuer}}/oauth2/device_authorization -d client_id={{id}} --data-urlencode 'scope={{scope}}')
            echo "$ANSWER"; read -rp 'Open verification_uri_complete, allow it, then press Enter. '
            DEVICE=$(echo "$ANSWER" | sed -E 's/.*"device_code":"([^"]+)".*/\1/')
            TOKEN=$(curl -sS {{issuer}}/oauth2/token -d grant_type=urn:ietf:params:oauth:grant-type:device_code -d client_id={{id}} -d "device_code=$DEVICE" | sed -E 's/.*"access_token":"([^"]+)".*/\1/')
            curl -sS {{issuer}}/v4/me -H "Authorization: Bearer $TOKEN"
            """),
        ("C#", """
            // dotnet add package Stagedoor.Client
            using Stagedoor.Client.Authentication;
            using Stagedoor.Client.Authentication.Stores;

            var app = new NativeAppAuthentication(new() { Authority = "{{issuer}}", ClientId = "{{id}}", Store = FileTokenStore.ForApplication("{{id}}") });
            var device = await app.BeginDeviceSignInAsync();
            Console.WriteLine($"Open {device.VerificationUriComplete}");
            await app.CompleteDeviceSignInAsync(device);
            using var frameio = app.CreateHttpClient();
            Console.WriteLine(await frameio.GetStringAsync(new Uri("/v4/me", UriKind.Relative)));
            """),
        ("JavaScript", """
            // Node 18 or newer; save as first-call.mjs
            import { createInterface } from "node:readline/promises";

            const post = async (path, fields) => (await fetch("{{issuer}}" + path, { method: "POST", body: new URLSearchParams({ client_id: "{{id}}", ...fields }) })).json();
            const device = await post("/oauth2/device_authorization", { scope: "{{scope}}" });
            await createInterface({ input: process.stdin, output: process.stdout }).question(`Open ${device.verification_uri_complete}, allow it, then press Enter. `);
            const { access_token } = await post("/oauth2/token", { grant_type: "urn:ietf:params:oauth:grant-type:device_code", device_code: device.device_code });
            console.log(await (await fetch("{{issuer}}/v4/me", { headers: { Authorization: `Bearer ${access_token}` } })).json());
            process.exit();
            """),
        ("Python", """
            import json
            from urllib.parse import urlencode
            from urllib.request import Request, urlopen

            def post(path, **fields):
                return json.load(urlopen("{{issuer}}" + path, urlencode({"client_id": "{{id}}", **fields}).encode()))

            device = post("/oauth2/device_authorization", scope="{{scope}}")
            input("Open " + device["verification_uri_complete"] + ", allow it, then press Enter. ")
            token = post("/oauth2/token", grant_type="urn:ietf:params:oauth:grant-type:device_code", device_code=device["device_code"])["access_token"]
            print(json.load(urlopen(Request("{{issuer}}/v4/me", headers={"Authorization": "Bearer " + token}))))
            """),
    ];
}
