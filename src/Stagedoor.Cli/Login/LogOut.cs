using Stagedoor.Cli.Profiles;

namespace Stagedoor.Cli.Login;

/// <summary><c>stagedoor logout</c>: ends the tokens at the issuer, and forgets them and the client secret here.</summary>
internal sealed class LogOut() : Verb("logout", "Ends the tokens at the issuer, and forgets them here.", "stagedoor logout", "stagedoor logout --profile bot")
{
    protected override async Task<int> RunAsync(Invocation call, CancellationToken cancellation)
    {
        var (profile, output) = (call.Profile, call.Output);
        using var session = call.OpenSession();
        var had = await session.Authentication.ExportAsync(cancellation) is not null;
        if (profile.Kind == CredentialKind.ServiceAccount) await new SecretStore(call.Shell, Session.Tokens(call.Shell)).ForgetAsync(profile, cancellation);
        await session.Authentication.SignOutAsync(cancellation);
        if (output.Json)
        {
            output.Document(writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("profile", profile.Name);
                writer.WriteBoolean("was_signed_in", had);
                writer.WriteEndObject();
            });
        }
        else output.Line(had ? $"Signed out of {profile.Issuer} (profile {profile.Name})." : $"Nobody was signed in (profile {profile.Name}).");

        return ExitCode.Done;
    }
}
