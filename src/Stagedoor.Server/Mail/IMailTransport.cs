using MimeKit;

namespace Stagedoor.Server.Mail;

/// <summary>What came of handing a mail over.</summary>
public abstract record Delivery
{
    private Delivery()
    {
    }

    public sealed record Done : Delivery;

    /// <summary>Not now: this mail is tried again later.</summary>
    public sealed record Later(string Reason) : Delivery;

    /// <summary>Nothing gets through at present: every mail waits.</summary>
    public sealed record Down(string Reason) : Delivery;

    /// <summary>Never: the recipient was refused for good.</summary>
    public sealed record Refused(string Reason) : Delivery;
}

/// <summary>Where mails go: a mail server, or a folder.</summary>
public interface IMailTransport
{
    Task<Delivery> SendAsync(MimeMessage mail, CancellationToken cancellation);

    /// <summary>Nothing is due for now: a connection need not stay open.</summary>
    Task RestAsync(CancellationToken cancellation);
}
