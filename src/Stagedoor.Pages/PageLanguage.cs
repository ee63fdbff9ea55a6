using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Stagedoor.Protocol.Wire;

namespace Stagedoor.Pages;

/// <summary>
/// The language that a request is answered in: what the application asked for (<c>ui_locales</c>, OIDC Core §3.1.2.1), else the person's, else the browser's (RFC 9110 §12.5.4), else English.
/// Whoever learns more while the request is answered says so, and the texts that follow are in that language.
/// </summary>
public static class PageLanguage
{
    private static readonly AsyncLocal<Choice?> Here = new();

    public static CultureInfo Current => Here.Value?.Culture ?? LanguageTags.CultureOf(null);

    /// <summary>The tag of <see cref="Current"/>.</summary>
    public static string Tag => Current.Name;

    /// <summary>First in the pipeline, so that error pages are in that language too. What only programs read has none: a value that flows along costs every step of a request.</summary>
    public static void Use(IApplicationBuilder app, Func<PathString, bool> isForPrograms) => app.Use(next => context => isForPrograms(context.Request.Path) ? next(context) : InLanguageAsync(context, next));

    private static async Task InLanguageAsync(HttpContext context, RequestDelegate next)
    {
        Here.Value = new(context.Request);
        await next(context);
    }

    /// <summary>What the application asked for, tags separated by spaces.</summary>
    public static void AskedFor(string? uiLocales)
    {
        if (Here.Value is { } choice && LanguageTags.Choose(uiLocales?.Split(' ') ?? []) is { } tag) choice.Asked ??= tag;
    }

    /// <summary>The language of the person whom the request is about; the first one counts.</summary>
    public static void OfPerson(string? locale)
    {
        if (Here.Value is { } choice && LanguageTags.Choose([locale]) is { } tag) choice.Persons ??= tag;
    }

    // Changed in place: a value set deeper in the flow of a request would not be seen further out.
    private sealed class Choice(HttpRequest request)
    {
        private string? accepted;

        public string? Asked { get; set; } = request.Query["ui_locales"] is [{ Length: > 0 } wanted] ? LanguageTags.Choose(wanted.Split(' ')) : null;

        public string? Persons { get; set; }

        public CultureInfo Culture => LanguageTags.CultureOf(Asked ?? Persons ?? (accepted ??= LanguageTags.Choose(LanguageTags.Accepted(request.Headers.AcceptLanguage)) ?? LanguageTags.Default));
    }
}
