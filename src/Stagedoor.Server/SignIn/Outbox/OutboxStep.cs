using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Pages;
using Stagedoor.Server.Mail;

namespace Stagedoor.Server.SignIn.Outbox;

/// <summary>One mail of the outbox, as a list shows it.</summary>
public sealed record OutboxEntry(string Id, string To, string Subject, string At);

/// <summary>The mails in the outbox, newest first.</summary>
public sealed record OutboxView(IReadOnlyList<OutboxEntry> Mails, int Most);

/// <summary>A mail in the outbox, line by line.</summary>
public sealed record OutboxMailView(OutboxEntry Mail, IReadOnlyList<string> Lines, string Issuer);

/// <summary>Shows mails that were not sent because no mail server is set, to whom <see cref="OutboxAccess"/> lets; for everybody else there is no such page.</summary>
public sealed class OutboxStep : ISlice
{
    private const string Path = "/outbox";

    private const int Most = 100;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Path, Show);
        routes.MapPage(Path + "/{id}", ShowMail);
    }

    private static IResult Show(HttpContext context, OutboxAccess access) => access.IsOpen(context) ? Page.Of<OutboxPage>(new OutboxView([.. Folder(context).Read().Take(Most).Select(Entry)], Most)) : ErrorPage.Nowhere();

    private static IResult ShowMail(string id, HttpContext context, OutboxAccess access, StagedoorOptions options)
    {
        if (!access.IsOpen(context) || Folder(context).Find(id) is not { } mail) return ErrorPage.Nowhere();
        using (mail) return Page.Of<OutboxMailPage>(new OutboxMailView(Entry((id, mail)), (mail.TextBody ?? "").ReplaceLineEndings("\n").TrimEnd().Split('\n'), options.Issuer));
    }

    private static OutboxFolder Folder(HttpContext context) => context.RequestServices.GetRequiredService<OutboxFolder>();

    private static OutboxEntry Entry((string Id, MimeKit.MimeMessage Mail) found) =>
        new(found.Id, string.Join(", ", found.Mail.To.Mailboxes.Select(mailbox => mailbox.Address)), found.Mail.Subject ?? "", found.Mail.Date.UtcDateTime.ToString("f", PageLanguage.Current) + " UTC");
}
