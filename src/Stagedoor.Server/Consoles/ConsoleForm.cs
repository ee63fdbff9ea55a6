using System.Globalization;
using Stagedoor.Pages;
using Stagedoor.Server.Administration;

namespace Stagedoor.Server.Consoles;

/// <summary>Reads what forms of the consoles have in common.</summary>
public static class ConsoleForm
{
    /// <summary>The version that the page showed. A form without one changes nothing: no version is that.</summary>
    public static long Version(this PageForm form) => long.TryParse(form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;

    /// <summary>Why something was not done, in the language of the page where it has a text for it: <c>Objection.</c> and the code.</summary>
    public static string In(this Objection objection, Texts texts) =>
        (texts.Find("Objection." + objection.Code) ?? Shared.Find("Objection." + objection.Code)) is { } text ? string.Format(PageLanguage.Current, text, objection.Values) : objection.Sentence;

    private static readonly Texts Shared = Texts.Beside<ConsoleFrame>();
}
