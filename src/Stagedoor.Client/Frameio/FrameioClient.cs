using Stagedoor.Client.Authentication;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>
/// The V4 API of Frame.io, typed: every operation of its contract, in groups. Share one between all callers. A call that does not succeed is a <see cref="FrameioException"/>, or an
/// <see cref="AuthenticationException"/> when there is no token.
/// </summary>
public sealed class FrameioClient : IDisposable
{
    private readonly HttpClient[] owned;

    /// <summary>For a credential.</summary>
    /// <param name="authentication">Where tokens come from, and which API they are for.</param>
    public FrameioClient(FrameioAuthentication authentication) : this(authentication, new())
    {
    }

    /// <summary>For a credential.</summary>
    /// <param name="authentication">Where tokens come from, and which API they are for.</param>
    /// <param name="options">How it behaves.</param>
    public FrameioClient(FrameioAuthentication authentication, FrameioClientOptions options) : this(Checked(authentication), authentication.ApiAddress, options)
    {
    }

    /// <summary>For any source of tokens, and an API at an address.</summary>
    /// <param name="tokens">Where tokens come from.</param>
    /// <param name="api">The API that they are for.</param>
    /// <param name="options">How it behaves.</param>
#pragma warning disable CA2000 // Disposed of below.
    public FrameioClient(ITokenSource tokens, Uri api, FrameioClientOptions options) : this(FrameioHandler.NewClient(tokens, api), NewFileClient(), options)
#pragma warning restore CA2000
    {
    }

    /// <summary>Over clients that the caller has, such as those of an <see cref="IHttpClientFactory"/>; they stay the caller's.</summary>
    /// <param name="api">Gives the client for the API for each call; it has a base address, and puts tokens into requests.</param>
    /// <param name="files">Gives the client for the bytes of files, which sends no token.</param>
    /// <param name="options">How it behaves.</param>
    public FrameioClient(Func<HttpClient> api, Func<HttpClient> files, FrameioClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(api);
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(options);
        owned = [];
        var connection = new ApiConnection(api, files, options);
        AccountPermissions = new(connection);
        Accounts = new(connection);
        Collections = new(connection);
        Comments = new(connection);
        CustomActions = new(connection);
        Files = new(connection);
        FolderPermissions = new(connection);
        Folders = new(connection);
        Groups = new(connection);
        Metadata = new(connection);
        MetadataFields = new(connection);
        ProjectPermissions = new(connection);
        Projects = new(connection);
        Search = new(connection);
        Shares = new(connection);
        Users = new(connection);
        VersionStacks = new(connection);
        Webhooks = new(connection);
        WorkspacePermissions = new(connection);
        Workspaces = new(connection);
    }

    internal FrameioClient(HttpClient api, HttpClient files, FrameioClientOptions options) : this(() => api, () => files, options) => owned = [api, files];

    /// <summary>Who is in an account.</summary>
    public AccountPermissionOperations AccountPermissions { get; }

    /// <summary>Accounts and their audit logs.</summary>
    public AccountOperations Accounts { get; }

    /// <summary>Collections.</summary>
    public CollectionOperations Collections { get; }

    /// <summary>Comments on files.</summary>
    public CommentOperations Comments { get; }

    /// <summary>Custom actions.</summary>
    public CustomActionOperations CustomActions { get; }

    /// <summary>Files, their uploads and downloads.</summary>
    public FileOperations Files { get; }

    /// <summary>Who may see a folder.</summary>
    public FolderPermissionOperations FolderPermissions { get; }

    /// <summary>Folders and what is in them.</summary>
    public FolderOperations Folders { get; }

    /// <summary>Groups of users.</summary>
    public GroupOperations Groups { get; }

    /// <summary>The metadata of files.</summary>
    public MetadataOperations Metadata { get; }

    /// <summary>The metadata fields that an account defines.</summary>
    public MetadataFieldOperations MetadataFields { get; }

    /// <summary>Who may see a project.</summary>
    public ProjectPermissionOperations ProjectPermissions { get; }

    /// <summary>Projects.</summary>
    public ProjectOperations Projects { get; }

    /// <summary>Search.</summary>
    public SearchOperations Search { get; }

    /// <summary>Shares and who reviews them.</summary>
    public ShareOperations Shares { get; }

    /// <summary>Who the token acts as.</summary>
    public UserOperations Users { get; }

    /// <summary>Version stacks.</summary>
    public VersionStackOperations VersionStacks { get; }

    /// <summary>Webhooks.</summary>
    public WebhookOperations Webhooks { get; }

    /// <summary>Who may see a workspace.</summary>
    public WorkspacePermissionOperations WorkspacePermissions { get; }

    /// <summary>Workspaces.</summary>
    public WorkspaceOperations Workspaces { get; }

    /// <summary>Closes the connections that are its own.</summary>
    public void Dispose()
    {
        foreach (var client in owned) client.Dispose();
    }

    /// <summary>For the bytes of files: no token, and as long as they take.</summary>
    internal static HttpClient NewFileClient()
    {
#pragma warning disable CA2000 // The client disposes of its handler.
        return new(FrameioHandler.Primary()) { Timeout = Timeout.InfiniteTimeSpan };
#pragma warning restore CA2000
    }

    private static FrameioAuthentication Checked(FrameioAuthentication authentication)
    {
        ArgumentNullException.ThrowIfNull(authentication);
        return authentication;
    }
}
