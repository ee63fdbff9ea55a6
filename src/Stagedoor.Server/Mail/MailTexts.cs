using System.Globalization;
using System.Resources;

namespace Stagedoor.Server.Mail;

/// <summary>The texts of mails in one language: the <c>Texts.resx</c> beside this file.</summary>
internal sealed class MailTexts(CultureInfo culture)
{
    private static readonly ResourceManager Resources = new(typeof(MailTexts).Namespace + ".Texts", typeof(MailTexts).Assembly);

    public CultureInfo Culture => culture;

    /// <summary>The text; a missing one is a bug.</summary>
    public string this[string name] => Find(name) ?? throw new InvalidOperationException($"no text {name} for mails");

    public string? Find(string name) => Resources.GetString(name, culture);

    public string Format(string name, params ReadOnlySpan<object?> values) => string.Format(culture, this[name], values);

    /// <summary>A moment, in UTC because nobody knows where it is read.</summary>
    public string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("f", culture) + " UTC";
}
