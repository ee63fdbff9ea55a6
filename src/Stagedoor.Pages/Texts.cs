using System.Resources;

namespace Stagedoor.Pages;

/// <summary>The texts of a page: the <c>Texts.resx</c> in its folder, in the language of the request (<see cref="PageLanguage"/>).</summary>
public sealed class Texts
{
    private readonly ResourceManager resources;

    private Texts(Type page) => resources = new(page.Namespace + ".Texts", page.Assembly);

    public static Texts Beside<TPage>() => new(typeof(TPage));

    /// <summary>The text; a missing one is a bug.</summary>
    public string this[string name] => Find(name) ?? throw new InvalidOperationException($"no text {name} in {resources.BaseName}");

    public string? Find(string name) => resources.GetString(name, PageLanguage.Current);

    public string Format(string name, params ReadOnlySpan<object?> values) => string.Format(PageLanguage.Current, this[name], values);
}
