using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text;
using MimeKit;
using Stagedoor.Pages;
using Stagedoor.Protocol.Wire;

namespace Stagedoor.Server.Mail;

/// <summary>
/// Draws a mail: plain text and simple HTML of the same words. Subjects are our own texts alone, every name is cleaned and escaped, and links begin with the issuer, so nothing that somebody chose can
/// become a header, markup or another place (attack G1).
/// </summary>
public sealed class MailDraft(StagedoorOptions options)
{
    /// <summary>Null when there is no way to write to the recipient.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The message owns its body, and the caller the message.")]
    public MimeMessage? Of(string id, DateTimeOffset at, MailMessage mail)
    {
        if (mail.Recipient is not { } recipient || recipient.Any(char.IsControl) || !MailboxAddress.TryParse(recipient, out var to) || to.Address != recipient) return null;
        var texts = new MailTexts(LanguageTags.CultureOf(mail.Language));
        var parts = Parts(mail, texts);
        var message = new MimeMessage
        {
            Subject = texts[mail.Kind + ".Subject"],
            Date = at,
            MessageId = $"{id}@{new Uri(options.Issuer).Host.Trim('[', ']')}",
            Body = new MultipartAlternative { new TextPart("plain") { Text = Plain(parts) }, new TextPart("html") { Text = Html(parts, texts) } },
        };
        message.From.Add(Sender);
        message.To.Add(new MailboxAddress("", to.Address));
        // RFC 3834 §5: no out-of-office note answers.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add(HeaderId.ContentLanguage, texts.Culture.Name);
        return message;
    }

    private MailboxAddress Sender => MailboxAddress.TryParse(options.Mail.From, out var sender) ? sender : new("Stagedoor", $"no-reply@{new Uri(options.Issuer).Host.Trim('[', ']')}");

    // What the mail says, in order. A link is drawn twice: as a button, and to copy.
    private List<Part> Parts(MailMessage mail, MailTexts texts)
    {
        var kind = mail.Kind.ToString();
        var parts = new List<Part> { new(mail.Name is { } name ? texts.Format("Hello", Unlinked(name)) : texts["HelloThere"]), new(texts.Format(kind + ".What", mail.Kind == MailKind.EmailChanged ? DisplayName.Of(mail.About ?? "") : Unlinked(mail.About ?? ""))) };
        if (mail.At is { } at) parts.Add(new(texts.Moment(at), texts["When"]));
        if (mail.Address is { } address) parts.Add(new(DisplayName.Of(address), texts["Where"]));
        if (UserAgent.Summary(mail.UserAgent) is { } device) parts.Add(new(device, texts["With"]));
        if (mail.Link is { } link) parts.Add(new(texts[kind + ".Do"], Link: On(link)));
        if (mail.UsefulUntil is { } until) parts.Add(new(texts.Format("Until", texts.Moment(until))));
        parts.Add(new(texts[kind + ".Not"]));
        if (mail.UndoLink is { } undo) parts.Add(new(texts[kind + ".Undo"], Link: On(undo)));
        parts.Add(new(texts.Format("From", options.Issuer), IsSmall: true));
        return parts;
    }

    // Mail programs make links of whatever looks like an address, and of no word after a space. An address that was asked for stays as it is: see EmailChanged.
    private static string Unlinked(string name)
    {
        var text = new StringBuilder();
        var shown = DisplayName.Of(name);
        for (var at = 0; at < shown.Length; at++)
        {
            text.Append(shown[at]);
            if (shown[at] is '.' or ':' or '/' or '@' && at + 1 < shown.Length && char.IsLetterOrDigit(shown[at + 1])) text.Append(' ');
        }

        return text.ToString();
    }

    private string On(string path) =>
        path.StartsWith('/') && !path.StartsWith("//", StringComparison.Ordinal) && path.All(c => c is > ' ' and < '\x7f' and not ('\\' or '"' or '<' or '>')) ? options.Issuer + path : throw new ArgumentException("a mail links to the issuer only", nameof(path));

    private static string Plain(IEnumerable<Part> parts)
    {
        var text = new StringBuilder();
        var wasFact = false;
        foreach (var part in parts)
        {
            if (text.Length > 0) text.Append(part.Label is not null && wasFact ? "\n" : "\n\n");
            wasFact = part.Label is not null;
            if (part.IsSmall) text.Append("-- \n");
            if (part.Label is not null) text.Append(part.Label).Append(": ");
            text.Append(part.Text);
            if (part.Link is not null) text.Append(":\n").Append(part.Link);
        }

        return text.Append('\n').ToString();
    }

    // Mail programs read no style sheets: what must look right stands in the elements.
    private static string Html(IReadOnlyCollection<Part> parts, MailTexts texts)
    {
        var html = new StringBuilder();
        html.Append("<!DOCTYPE html>\n<html lang=\"").Append(texts.Culture.Name).Append("\">\n<head><meta charset=\"utf-8\"><meta name=\"color-scheme\" content=\"light dark\"></head>\n")
            .Append("<body style=\"margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif\">\n<div style=\"max-width:34em;margin:0 auto\">\n");
        foreach (var part in parts)
        {
            var text = WebUtility.HtmlEncode(part.Text);
            html.Append(part switch
            {
                { Link: { } link } => $"<p><a href=\"{WebUtility.HtmlEncode(link)}\" style=\"display:inline-block;padding:10px 18px;border-radius:6px;background:#7a3e00;color:#fff;text-decoration:none\">{text}</a></p>\n<p style=\"font-size:13px\">{WebUtility.HtmlEncode(texts["OrCopy"])}<br><span style=\"word-break:break-all\">{WebUtility.HtmlEncode(link)}</span></p>\n",
                { Label: { } label } => $"<p style=\"margin:4px 0\">{WebUtility.HtmlEncode(label)}: <bdi>{text}</bdi></p>\n",
                { IsSmall: true } => $"<hr style=\"border:0;border-top:1px solid #999;margin-top:32px\">\n<p style=\"font-size:13px\">{text}</p>\n",
                _ => $"<p>{text}</p>\n",
            });
        }

        return html.Append("</div>\n</body>\n</html>\n").ToString();
    }

    private sealed record Part(string Text, string? Label = null, string? Link = null, bool IsSmall = false);
}
