using System.Buffers.Text;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Stagedoor.Client.Authentication;

namespace Stagedoor.Cli.Login;

/// <summary><c>stagedoor token</c>: prints a live access token, the one verb that shows one. Or takes it apart, without a word on whether it is genuine.</summary>
internal sealed class ShowToken() : Verb(
    "token",
    "Prints a live access token: the one verb that shows one.",
    "curl -H \"Authorization: Bearer $(stagedoor token)\" http://localhost:5180/v4/me",
    "stagedoor token --decode | jq .claims.scope")
{
    private readonly Option<bool> decode = new("--decode") { Description = "Show header and claims instead of the token. The signature is not verified." };

    protected override void Declare(Command command) => command.Add(decode);

    protected override async Task<int> RunAsync(Invocation call, CancellationToken cancellation)
    {
        using var session = call.OpenSession();
        var token = await session.Authentication.GetTokenAsync(cancellation);
        if (call.Get(decode)) Decode(call, token);
        else if (call.Output.Json)
        {
            call.Output.Document(writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("access_token", token.Reveal());
                writer.WriteString("token_type", "Bearer");
                writer.WriteString("expires_at", token.ExpiresAt.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
                writer.WriteString("scope", string.Join(' ', token.Scopes));
                writer.WriteEndObject();
            });
        }
        else call.Output.Line(token.Reveal());

        return ExitCode.Done;
    }

    private static void Decode(Invocation call, AccessToken token)
    {
        var parts = token.Reveal().Split('.');
        if (parts.Length != 3 || Part(parts[0]) is not { } header || Part(parts[1]) is not { } claims) throw new CommandException(ExitCode.Failed, "This issuer's token is no JWT: there is nothing in it to show.", "Ask the API who it is for: stagedoor whoami.");
        using (header)
        using (claims)
        {
            call.Output.Document(writer =>
            {
                writer.WriteStartObject();
                writer.WritePropertyName("header");
                header.RootElement.WriteTo(writer);
                writer.WritePropertyName("claims");
                claims.RootElement.WriteTo(writer);
                writer.WriteString("signature", "not verified");
                writer.WriteEndObject();
            });
        }

        if (!call.Output.Json) call.Output.Remark("The signature was not verified: this shows what the token says, not that it is genuine.");
    }

    private static JsonDocument? Part(string part)
    {
        try
        {
            return JsonDocument.Parse(Base64Url.DecodeFromChars(part));
        }
        catch (Exception problem) when (problem is FormatException or JsonException)
        {
            return null;
        }
    }
}
