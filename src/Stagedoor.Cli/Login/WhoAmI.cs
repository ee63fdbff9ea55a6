using System.Globalization;
using Stagedoor.Cli.Profiles;
using Stagedoor.Cli.Terminal;
using Stagedoor.Client.Frameio;

namespace Stagedoor.Cli.Login;

/// <summary><c>stagedoor whoami</c>: who the API takes this identity for, its accounts, and how long its token lives.</summary>
internal sealed class WhoAmI() : Verb("whoami", "Shows who is signed in, in which accounts, and until when.", "stagedoor whoami", "stagedoor whoami --json | jq -r .user.id")
{
    protected override async Task<int> RunAsync(Invocation call, CancellationToken cancellation)
    {
        var (profile, output) = (call.Profile, call.Output);
        using var session = call.OpenSession();
        var me = await session.Frameio.Users.GetMeAsync(cancellation);
        var accounts = new List<Account>();
        await foreach (var account in session.Frameio.Accounts.List().WithCancellation(cancellation)) accounts.Add(account);
        var token = await session.Authentication.GetTokenAsync(cancellation);
        var state = await session.Authentication.ExportAsync(cancellation);
        var renews = profile.Kind == CredentialKind.ServiceAccount || state?.RefreshToken is not null;
        if (output.Json)
        {
            output.Document(writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("profile", profile.Name);
                writer.WriteString("kind", profile.Kind == CredentialKind.Person ? "person" : "service_account");
                writer.WriteString("issuer", profile.Issuer);
                writer.WriteString("client_id", profile.ClientId);
                writer.WriteStartObject("user");
                writer.WriteString("id", me.Id.ToString());
                writer.WriteString("name", me.Name);
                writer.WriteString("email", me.Email);
                writer.WriteEndObject();
                writer.WriteStartArray("accounts");
                foreach (var account in accounts)
                {
                    writer.WriteStartObject();
                    writer.WriteString("id", account.Id.ToString());
                    writer.WriteString("display_name", account.DisplayName);
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
                writer.WriteStartObject("token");
                writer.WriteString("expires_at", token.ExpiresAt.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
                writer.WriteBoolean("renews", renews);
                writer.WriteString("scope", string.Join(' ', token.Scopes));
                writer.WriteEndObject();
                writer.WriteEndObject();
            });
            return ExitCode.Done;
        }

        void Row(string name, string value) => output.Line($"{output.Dim(name.PadRight(10))}{value}");
        Row("Name", output.Bold(Output.Plain(me.Name)) + (profile.Kind == CredentialKind.ServiceAccount ? " " + output.Yellow("(service account)") : ""));
        Row("E-mail", Output.Plain(me.Email));
        Row("User id", Output.Plain(me.Id.ToString()));
        if (accounts.Count == 0) Row("Accounts", "none");
        foreach (var account in accounts) Row(account == accounts[0] ? "Accounts" : "", $"{Output.Plain(account.DisplayName)}  {output.Dim(account.Id.ToString())}");
        Row("Issuer", Output.Plain(profile.Issuer));
        Row("Profile", $"{profile.Name}, client id {profile.ClientId}");
        Row("Token", $"until {token.ExpiresAt.ToLocalTime().ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture)}{(renews ? ", renewed by itself" : "; then sign in again")}");
        Row("Scopes", Output.Plain(string.Join(' ', token.Scopes)));
        return ExitCode.Done;
    }
}
