using Stagedoor.Client.Authentication.Tokens;

namespace Stagedoor.Client.Authentication;

/// <summary>People sign in to a web application that keeps their tokens on its server. One object stands for one person; <see cref="For"/> gives the others'.</summary>
public sealed class WebAppAuthentication : UserAuthentication
{
    private readonly WebAppOptions options;

    /// <summary>For one credential, and the person that its options name.</summary>
    /// <param name="options">The credential, and where to find the issuer.</param>
    /// <exception cref="ArgumentException">The settings cannot be right; each problem in a sentence.</exception>
    public WebAppAuthentication(WebAppOptions options) : this(Checked(options), new(new(options), new(options.ClientId, options.ClientSecret, options.OtherClientSecret), options), options.Identity)
    {
    }

    private WebAppAuthentication(WebAppOptions options, TokenEndpoint endpoint, string identity) : base(options, endpoint, options.RedirectUri, identity) => this.options = options;

    /// <summary>The same credential, store and connections for another person.</summary>
    /// <param name="identity">A name of your own for whose tokens they are, such as the id of a session.</param>
    public WebAppAuthentication For(string identity)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(identity);
        return new(options, Endpoint, identity);
    }

    private static WebAppOptions Checked(WebAppOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return (WebAppOptions)options.Checked();
    }
}
