using Stagedoor.Cli.Terminal;
using Stagedoor.Client.Authentication;
using Stagedoor.Client.Frameio;

namespace Stagedoor.Cli.Login;

/// <summary>After a sign-in: who it is. The API is asked, and where that opens nothing (other scopes, no account) the issuer's answer is enough.</summary>
internal static class Welcome
{
    public static async Task SayAsync(Invocation call, Profile profile, CancellationToken cancellation)
    {
        using var session = Session.Open(call.Shell, profile);
        var state = await session.Authentication.ExportAsync(cancellation);
        var (name, email) = await WhoAsync(session, cancellation);
        if (call.Output.Json)
        {
            call.Output.Document(writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("profile", profile.Name);
                writer.WriteString("issuer", profile.Issuer);
                writer.WriteString("client_id", profile.ClientId);
                writer.WriteString("name", name);
                writer.WriteString("email", email);
                writer.WriteString("subject", state?.Subject);
                writer.WriteEndObject();
            });
            return;
        }

        var who = name is null ? state?.Subject ?? profile.ClientId! : email is null ? name : $"{name} <{email}>";
        call.Output.Line($"{call.Output.Green("Signed in")} as {call.Output.Bold(Output.Plain(who))} at {Output.Plain(profile.Issuer)} (profile {profile.Name}).");
    }

    private static async Task<(string? Name, string? Email)> WhoAsync(Session session, CancellationToken cancellation)
    {
        try
        {
            var me = await session.Frameio.Users.GetMeAsync(cancellation);
            return (me.Name, me.Email);
        }
        catch (Exception problem) when (problem is FrameioException or AuthenticationException)
        {
            // The next verb says so, in its own words.
        }

        try
        {
            if (session.Authentication is not UserAuthentication person) return default;
            var info = await person.GetUserInfoAsync(cancellation);
            return (info.Name, info.Email);
        }
        catch (AuthenticationException)
        {
            return default;
        }
    }
}
