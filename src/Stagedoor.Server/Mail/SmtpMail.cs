using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Stagedoor.Server.Mail;

/// <summary>Hands mails to a mail server, RFC 5321 and RFC 6409. One connection, kept while mails are due.</summary>
public sealed class SmtpMail(MailOptions options) : IMailTransport, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private SmtpClient? client;

    public async Task<Delivery> SendAsync(MimeMessage mail, CancellationToken cancellation)
    {
        var isOpen = false;
        try
        {
            var open = await OpenAsync(cancellation);
            isOpen = true;
            await open.SendAsync(mail, cancellation);
            return new Delivery.Done();
        }
        catch (NotSupportedException) when (isOpen)
        {
            // An address that is not ASCII, and a server that knows no other (RFC 6531): this mail alone can never go, the others can.
            return new Delivery.Refused("no_smtputf8");
        }
        catch (SmtpCommandException refusal)
        {
            // 5yz is final for this mail, 4yz is not (RFC 5321 §4.2.1). What the server wrote may hold the address, so only the code is kept.
            var code = $"smtp_{(int)refusal.StatusCode}";
            if (refusal.ErrorCode is SmtpErrorCode.SenderNotAccepted || refusal.StatusCode is SmtpStatusCode.ServiceNotAvailable or SmtpStatusCode.AuthenticationRequired) return new Delivery.Down(code);
            return (int)refusal.StatusCode >= 500 ? new Delivery.Refused(code) : new Delivery.Later(code);
        }
        catch (Exception problem) when (problem is IOException or SocketException or TimeoutException or ServiceNotConnectedException or MailKit.Security.AuthenticationException or SslHandshakeException or SmtpProtocolException or ServiceNotAuthenticatedException or NotSupportedException || (problem is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            Close();
            return new Delivery.Down(problem.GetType().Name);
        }
    }

    public async Task RestAsync(CancellationToken cancellation)
    {
        try
        {
            if (client is { IsConnected: true }) await client.DisconnectAsync(quit: true, cancellation);
        }
        catch (Exception problem) when (problem is IOException or SocketException or ServiceNotConnectedException or SmtpProtocolException or SmtpCommandException)
        {
            // It hung up first.
        }
        finally
        {
            Close();
        }
    }

    public void Dispose() => Close();

    private async Task<SmtpClient> OpenAsync(CancellationToken cancellation)
    {
        if (client is { IsConnected: true }) return client;
        Close();
        client = new SmtpClient { Timeout = (int)Patience.TotalMilliseconds };
        if (options.TrustedCertificate is { } file) client.ServerCertificateValidationCallback = (_, certificate, _, errors) => IsTrusted(certificate, errors, file);
        var security = options.Security switch { MailSecurity.Tls => SecureSocketOptions.SslOnConnect, MailSecurity.None => SecureSocketOptions.None, _ => SecureSocketOptions.StartTls };
        await client.ConnectAsync(options.Host!, options.Port, security, cancellation);
        if (options.User is { Length: > 0 } user) await client.AuthenticateAsync(user, options.Password ?? "", cancellation);
        return client;
    }

    // A server of one's own house: its authority is named in the settings, and trusted for this alone. The name must be right all the same.
    private static bool IsTrusted(X509Certificate? certificate, SslPolicyErrors errors, string file)
    {
        if (errors == SslPolicyErrors.None) return true;
        if (certificate is not X509Certificate2 own || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != 0) return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.ImportFromPemFile(file);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(own);
    }

    private void Close()
    {
        client?.Dispose();
        client = null;
    }
}
