using System.Net;
using Stagedoor.Host.Listening;
using Stagedoor.Server;
using Stagedoor.Storage;

namespace Stagedoor.Host.Configuration;

/// <summary>Proves the settings before anything is done. Every refusal is one sentence.</summary>
internal static class SettingsCheck
{
    /// <summary>Gives the issuer its default, then checks. <paramref name="addresses"/> have their real ports.</summary>
    public static void Prove(Settings settings, IReadOnlyList<ListenAddress> addresses)
    {
        var (host, server) = (settings.Host, settings.Server);
        if (server.Issuer.Length == 0)
        {
            if (addresses.FirstOrDefault(address => !address.IsLoopback) is { } open) throw new StartRefusedException($"{open.Url} can be reached from other machines: set Stagedoor:Issuer to the https address that people and applications use.");
            server.Issuer = addresses[0].Url;
        }

        Issuer(server.Issuer, addresses);
        if (addresses.Any(address => address.Https) && host.Https.Certificate is null) throw new StartRefusedException("An https address needs a certificate: set Stagedoor:Https:Certificate.");
        if (host.Storage is { Provider: StorageProvider.Postgres, ConnectionString: null or "" }) throw new StartRefusedException("PostgreSQL needs Stagedoor:Storage:ConnectionString.");
        if (host.Egress.AllowLoopback && !settings.IsDevelopment) throw new StartRefusedException("Stagedoor:Egress:AllowLoopback exists in Development only.");
        foreach (var proxy in host.ForwardedHeaders.KnownProxies) if (!IPNetwork.TryParse(proxy, out _) && !IPAddress.TryParse(proxy, out _)) throw new StartRefusedException($"Stagedoor:ForwardedHeaders:KnownProxies holds \"{proxy}\", which is neither an address nor a network.");
        if (host.Frameio.PartSize is < 1024 or > 5_000_000_000) throw new StartRefusedException($"Stagedoor:Frameio:PartSize is {host.Frameio.PartSize}: it must be from 1024 to 5000000000.");
        Mail(server.Mail);
        Numbers(server);
    }

    private static void Mail(MailOptions mail)
    {
        InRange("Mail:Port", mail.Port, 1, 65535);
        if (mail.From is { } from && (!MimeKit.MailboxAddress.TryParse(from, out var sender) || !sender.Address.Contains('@', StringComparison.Ordinal))) throw new StartRefusedException($"Stagedoor:Mail:From is \"{from}\": write it as Name <name@example.com>.");
        if (mail.Host is not { } host) return;
        if (mail.Security == MailSecurity.None && host is not "localhost" && !(IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address))) throw new StartRefusedException("Stagedoor:Mail:Security is None, and the mail server is not on this machine: mails hold links that open accounts, so use StartTls or Tls.");
        if (mail.TrustedCertificate is { } file && !File.Exists(file)) throw new StartRefusedException($"Stagedoor:Mail:TrustedCertificate names {file}, which does not exist.");
    }

    private static void Issuer(string issuer, IReadOnlyList<ListenAddress> addresses)
    {
        if (!Uri.TryCreate(issuer, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")) throw new StartRefusedException($"Stagedoor:Issuer is \"{issuer}\": write an http or https address.");
        if (issuer != uri.GetLeftPart(UriPartial.Authority) || uri.UserInfo.Length > 0) throw new StartRefusedException($"Stagedoor:Issuer is \"{issuer}\": write it as {uri.Scheme}://{uri.Authority}, in lower case, without a path and without a slash at its end.");
        if (uri.Scheme == "https") return;
        if (addresses.FirstOrDefault(address => !address.IsLoopback) is { } open) throw new StartRefusedException($"{open.Url} can be reached from other machines: Stagedoor:Issuer must be https.");
        if (!uri.IsLoopback) throw new StartRefusedException("Stagedoor:Issuer is http and not this machine: it must be https.");
    }

    private static void Numbers(StagedoorOptions server)
    {
        InRange("AuthorizationServerLabel's length", server.AuthorizationServerLabel.Length, 1, 64);
        InRange("SigningKeyDays", server.SigningKeyDays, 1, 3650);
        InRange("SigningKeyOverlapHours", server.SigningKeyOverlapHours, 1, 24 * 30);
        if (server.SigningKeyOverlapHours >= server.SigningKeyDays * 24) throw new StartRefusedException("Stagedoor:SigningKeyOverlapHours must be shorter than Stagedoor:SigningKeyDays.");
        InRange("SessionHours", server.SessionHours, 1, 24 * 365);
        InRange("JourneyMinutes", server.JourneyMinutes, 5, 24 * 60);
        InRange("AuditDays", server.AuditDays, 1, 36500);
        InRange("PasswordHashing:MemoryKiB", server.PasswordHashing.MemoryKiB, 8, 1024 * 1024);
        InRange("PasswordHashing:Passes", server.PasswordHashing.Passes, 1, 100);
        InRange("PasswordHashing:Workers", server.PasswordHashing.Workers, 0, 256);
        InRange("PasswordHashing:Queue", server.PasswordHashing.Queue, 1, 100_000);
        InRange("Limits:ClientFailuresPerMinute", server.Limits.ClientFailuresPerMinute, 1, 1_000_000);
        InRange("Limits:AddressFailuresPerMinute", server.Limits.AddressFailuresPerMinute, 1, 1_000_000);
        InRange("Limits:FreeSignInFailures", server.Limits.FreeSignInFailures, 1, 1_000_000);
        InRange("Secrets:Most", server.Secrets.Most, 1, 50);
        InRange("Secrets:MostByIms", server.Secrets.MostByIms, 1, 50);
        InRange("Secrets:RetireAfterDays", server.Secrets.RetireAfterDays, 1, 60);
        InRange("Secrets:RetireAfterRequests", server.Secrets.RetireAfterRequests, 1, 1_000_000);
        InRange("Secrets:WarnDays", server.Secrets.WarnDays, 0, 365);
    }

    private static void InRange(string name, int value, int least, int most)
    {
        if (value < least || value > most) throw new StartRefusedException($"Stagedoor:{name} is {value}: it must be from {least} to {most}.");
    }
}
