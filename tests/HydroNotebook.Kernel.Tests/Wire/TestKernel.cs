using System.Net;
using HydroNotebook.Kernel.Sessions;
using HydroNotebook.Kernel.Wire.Messages;
using HydroNotebook.Kernel.Wire.Serving;
using HydroNotebook.Kernel.Wire.Zmtp;

namespace HydroNotebook.Kernel.Tests.Wire;

/// <summary>A kernel in this process, on free ports.</summary>
public sealed class TestKernel : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CSharpSession _session;
    private readonly KernelServer _server;
    private readonly List<JupyterClient> _clients = [];

    /// <summary>A kernel with the usual limits.</summary>
    public TestKernel()
        : this(new ZmtpLimits())
    {
    }

    internal TestKernel(ZmtpLimits limits, SessionOptions? options = null)
    {
        _session = new CSharpSession(options);
        var connection = new ConnectionFile
        {
            Address = IPAddress.Loopback,
            ShellPort = 0,
            ControlPort = 0,
            IopubPort = 0,
            StdinPort = 0,
            HeartbeatPort = 0,
            Key = "a key for tests"u8.ToArray(),
        };
        _server = new KernelServer(connection, new KernelLog(_folder["kernel.log"], TimeProvider.System), limits, TimeProvider.System);
        _server.Listen();
        _server.Serve(_session);
    }

    internal ConnectionFile Connection => _server.Connection;

    internal KernelServer Server => _server;

    /// <summary>What the kernel logged so far.</summary>
    internal string Log => File.Exists(_folder["kernel.log"]) ? File.ReadAllText(_folder["kernel.log"]) : "";

    /// <summary>A new front end that ends with the kernel.</summary>
    internal JupyterClient Connect(string? identity = null)
    {
        var client = new JupyterClient(Connection, identity);
        _clients.Add(client);
        return client;
    }

    public void Dispose()
    {
        _clients.ForEach(client => client.Dispose());
        _server.Dispose();
        _session.Dispose();
        _folder.Dispose();
    }
}
